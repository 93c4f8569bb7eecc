import type { Struct } from '../abi/structs';
import { getField } from '../abi/structs';
import { quote } from './quote';
import { address, decimal, hex } from './words';

/** The bytes of one structure, by field name. */
export class Fields {
  readonly #view: DataView;

  constructor(
    readonly layout: Struct,
    readonly bytes: Uint8Array,
    readonly at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  field(name: string) {
    return this.layout.at[name as keyof typeof this.layout.at];
  }

  number(name: string, index = 0): number {
    return getField(this.#view, this.at, this.field(name), index);
  }

  /** A whole number in decimal, exact for 64 bits. */
  dec(name: string, index = 0): string {
    const { type, size } = this.field(name);
    if (size < 8) return String(this.number(name, index));
    return decimal(...this.word(name, index), type === 'i64');
  }

  /** The same, never negative. */
  unsigned(name: string): string {
    return decimal(...this.word(name), false);
  }

  hex(name: string, index = 0): string {
    return hex(...this.word(name, index));
  }

  address(name: string): string {
    return address(...this.word(name));
  }

  text(name: string): string {
    const { offset, count } = this.field(name);
    const bytes = this.bytes.subarray(this.at + offset, this.at + offset + count);
    const end = bytes.indexOf(0);
    return quote(bytes.subarray(0, end < 0 ? count : end));
  }

  /** `name=value` of fields in decimal. */
  list(...names: string[]): string {
    return names.map((name) => `${name}=${this.dec(name)}`).join(', ');
  }

  /** Low and high half. */
  word(name: string, index = 0): [lo: number, hi: number] {
    const { size, offset } = this.field(name);
    const at = this.at + offset + index * size;
    const hi = size === 8 ? this.#view.getUint32(at + 4, true) : 0;
    return [size >= 4 ? this.#view.getUint32(at, true) : this.number(name, index) >>> 0, hi];
  }
}
