import { describe, expect, it } from 'vitest';
import { ByteWriter } from './bytes';

const written = (write: (w: ByteWriter) => void) => {
  const w = new ByteWriter();
  write(w);
  return [...w.view()];
};
/** Reads a signed LEB128 number. */
function read(bytes: number[]): bigint {
  let value = 0n;
  bytes.forEach((byte, i) => {
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
  });
  return BigInt.asIntN(7 * bytes.length, value);
}

describe('LEB128', () => {
  it('writes the examples of the standard', () => {
    expect(written((w) => w.u32(624485))).toEqual([0xe5, 0x8e, 0x26]);
    expect(written((w) => w.s32(-123456))).toEqual([0xc0, 0xbb, 0x78]);
    expect(written((w) => w.u32(0xffffffff))).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it.each([
    0n,
    1n,
    -1n,
    63n,
    64n,
    -64n,
    -65n,
    0x7fffffffn,
    0x80000000n,
    -0x80000000n,
    -0x80000001n,
    0x123456789abcdefn,
    2n ** 63n - 1n,
    -(2n ** 63n),
  ])('writes %d in 64 bits', (n) => {
    const bytes = written((w) => w.s64(Number(n & 0xffffffffn) | 0, Number((n >> 32n) & 0xffffffffn) | 0));
    expect(read(bytes)).toBe(n);
    expect(bytes.length).toBeLessThanOrEqual(10);
  });
});
