import type { Place, Sources } from './sources';

/**
 * The preprocessed tokens of a unit in columns: kind (see kinds.ts), value (number of the spelling in the table of
 * names), location of the spelling, and the macro expansion it came from (0: none). A token is its index.
 */
export class Tokens {
  kind = new Uint8Array(4096);
  value = new Int32Array(4096);
  location = new Int32Array(4096);
  expansion = new Int32Array(4096);
  flags = new Uint8Array(4096);
  count = 0;

  constructor(readonly sources: Sources) {}

  add(kind: number, value: number, location: number, expansion: number, flags: number): void {
    if (this.count === this.kind.length) this.grow();
    const i = this.count++;
    this.kind[i] = kind;
    this.value[i] = value;
    this.location[i] = location;
    this.expansion[i] = expansion;
    this.flags[i] = flags;
  }

  /** File, line and column of a token in the source; of one out of a macro, where the macro was called. */
  place(token: number): Place {
    return this.sources.place(this.sources.outermost(this.location[token], this.expansion[token]));
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const wider = <T extends Uint8Array | Int32Array>(old: T, into: T): T => {
      into.set(old);
      return into;
    };
    this.kind = wider(this.kind, new Uint8Array(size));
    this.value = wider(this.value, new Int32Array(size));
    this.location = wider(this.location, new Int32Array(size));
    this.expansion = wider(this.expansion, new Int32Array(size));
    this.flags = wider(this.flags, new Uint8Array(size));
  }
}
