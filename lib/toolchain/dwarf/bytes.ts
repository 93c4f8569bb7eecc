import type { ObjectSection, ObjectSymbol } from '../object';

/** Bytes under construction, with relocations. */
export class ByteWriter {
  private buffer = new Uint8Array(256);
  length = 0;
  readonly relocations: ObjectSection['relocations'] = [];

  byte(...values: number[]): void {
    for (const value of values) {
      if (this.length === this.buffer.length) this.grow(this.length + 1);
      this.buffer[this.length++] = value;
    }
  }

  bytes(values: Uint8Array): void {
    if (this.length + values.length > this.buffer.length) this.grow(this.length + values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  private grow(least: number): void {
    const grown = new Uint8Array(Math.max(least, this.buffer.length * 2));
    grown.set(this.buffer);
    this.buffer = grown;
  }

  /** A number of `size` bytes, low byte first. */
  word(value: number, size: number): void {
    let rest = value;
    for (let i = 0; i < size; i++) {
      const byte = ((rest % 256) + 256) % 256;
      this.byte(byte);
      rest = (rest - byte) / 256;
    }
  }

  uleb(value: number): void {
    let rest = value;
    do {
      const low = rest % 128;
      rest = Math.floor(rest / 128);
      this.byte(rest > 0 ? low | 0x80 : low);
    } while (rest > 0);
  }

  sleb(value: number): void {
    let rest = value;
    for (;;) {
      const low = ((rest % 128) + 128) % 128;
      rest = (rest - low) / 128;
      const done = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
      this.byte(done ? low : low | 0x80);
      if (done) return;
    }
  }

  string(text: string): void {
    this.bytes(new TextEncoder().encode(`${text}\0`));
  }

  /** A field that a relocation fills. */
  relocated(type: number, symbol: ObjectSymbol, addend: number, size: number): void {
    this.relocations.push({ offset: this.length, type, symbol, addend });
    this.word(0, size);
  }

  align(alignment: number, fill = 0): void {
    while (this.length % alignment) this.byte(fill);
  }

  /** Puts a number at a place written before. */
  patch32(at: number, value: number): void {
    for (let i = 0; i < 4; i++) this.buffer[at + i] = Math.floor(value / 2 ** (8 * i)) & 0xff;
  }

  done(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}
