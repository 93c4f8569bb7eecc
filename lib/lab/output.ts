import type { PutBack } from '../emulator/snapshot/keeper';
import type { RunProgress } from './types';

const FIRST_BYTES = 4096;

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, bytes) => sum + bytes.length, 0));
  let at = 0;
  for (const bytes of pieces) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}

/** What a program printed, both streams in the order of its writes, up to a limit. */
export class OutputLog {
  truncated = false;
  private bytes = new Uint8Array(FIRST_BYTES);
  private length = 0;
  /** Where one stream's text gives way to the other's. */
  private readonly turns: { stream: 1 | 2; start: number }[] = [];
  private told = 0;

  constructor(private readonly limit: number) {}

  write(stream: 1 | 2, bytes: Uint8Array): void {
    const room = this.limit - this.length;
    const kept = bytes.length > room ? bytes.subarray(0, room) : bytes;
    if (kept.length < bytes.length) this.truncated = true;
    if (kept.length === 0) return;
    if (this.length + kept.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + kept.length));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    if (this.turns.at(-1)?.stream !== stream) this.turns.push({ stream, start: this.length });
    this.bytes.set(kept, this.length);
    this.length += kept.length;
  }

  /** Bytes kept of both streams. */
  get printed(): number {
    return this.length;
  }

  /** What is put back is how much there was: it is never written otherwise. */
  keepState(): PutBack {
    const { length, truncated } = this;
    const turns = this.turns.slice();
    return () => {
      Object.assign(this, { length, truncated, told: Math.min(this.told, length) });
      this.turns.splice(0, this.turns.length, ...turns);
    };
  }

  /** What was written since this was last asked. */
  fresh(): RunProgress['output'] {
    const pieces = this.pieces(this.told).map(({ stream, bytes }) => ({ stream, bytes: bytes.slice() }));
    this.told = this.length;
    return pieces;
  }

  /** All of one stream, as a copy. */
  stream(stream: 1 | 2): Uint8Array {
    const pieces = this.pieces(0).filter((piece) => piece.stream === stream);
    return joined(pieces.map(({ bytes }) => bytes));
  }

  private pieces(from: number): RunProgress['output'] {
    return this.turns.flatMap(({ stream, start }, n) => {
      const end = this.turns[n + 1]?.start ?? this.length;
      return end > from ? [{ stream, bytes: this.bytes.subarray(Math.max(start, from), end) }] : [];
    });
  }
}
