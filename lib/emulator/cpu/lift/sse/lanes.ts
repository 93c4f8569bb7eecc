/** Byte numbers for a shuffle that moves elements of `width` bytes: 0 and up of the first vector, then of the second. */
export function lanes(width: number, elements: readonly number[]): number[] {
  return elements.flatMap((e) => Array.from({ length: width }, (_, i) => e * width + i));
}

/** Elements of the low, or high, halves of two vectors in turn: what the unpack instructions do. */
export function interleaved(width: number, high: boolean): number[] {
  const count = 16 / width;
  const first = high ? count / 2 : 0;
  const pairs = Array.from({ length: count / 2 }, (_, i) => [first + i, count + first + i]);
  return lanes(width, pairs.flat());
}

/** Every other element of two vectors one after another, from the even or the odd ones. */
export function everyOther(width: number, odd: boolean): number[] {
  const count = 16 / width;
  return lanes(
    width,
    Array.from({ length: count }, (_, i) => 2 * i + (odd ? 1 : 0)),
  );
}

/** Two bits of an immediate for each of four elements. */
export const selectors = (imm: number): number[] => [imm & 3, (imm >> 2) & 3, (imm >> 4) & 3, (imm >> 6) & 3];
