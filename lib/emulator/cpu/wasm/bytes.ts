const SCRATCH = new DataView(new ArrayBuffer(8));

/** A growing buffer with the number formats of the wasm binary format (LEB128). Core specification, section 5.2. */
export class ByteWriter {
  private buffer = new Uint8Array(256);
  length = 0;

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.reserve(1);
    this.buffer[this.length++] = value;
  }

  bytes(values: ArrayLike<number>): void {
    this.reserve(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** Unsigned 32-bit number. */
  u32(value: number): void {
    let n = value >>> 0;
    while (n >= 0x80) {
      this.byte((n & 0x7f) | 0x80);
      n >>>= 7;
    }
    this.byte(n);
  }

  /** Signed 32-bit number. */
  s32(value: number): void {
    let n = value | 0;
    while (n < -64 || n > 63) {
      this.byte((n & 0x7f) | 0x80);
      n >>= 7;
    }
    this.byte(n & 0x7f);
  }

  /** Signed 64-bit number out of its halves. */
  s64(lo: number, hi: number): void {
    let low = lo | 0;
    let high = hi | 0;
    while (high !== low >> 31 || low < -64 || low > 63) {
      this.byte((low & 0x7f) | 0x80);
      low = (low >>> 7) | (high << 25);
      high >>= 7;
    }
    this.byte(low & 0x7f);
  }

  f64(value: number): void {
    SCRATCH.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.byte(SCRATCH.getUint8(i));
  }

  /** A length in front, then the bytes: how sections, bodies and names are written. */
  sized(values: ArrayLike<number>): void {
    this.u32(values.length);
    this.bytes(values);
  }

  name(text: string): void {
    this.sized(Array.from(text, (c) => c.charCodeAt(0)));
  }

  /** The bytes so far, not copied. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  /** The bytes so far, as an array of their own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }
}
