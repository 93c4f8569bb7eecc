import type { Random } from '../cpu/random';

/** Fields of the ELF header and of a program header: offset and size. System V ABI, chapters 4 and 5. */
const EHDR: readonly (readonly [at: number, size: number])[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((at) => [at, 1] as const),
  ...[16, 18, 52, 54, 56, 58, 60, 62].map((at) => [at, 2] as const),
  ...[20, 48].map((at) => [at, 4] as const),
  ...[24, 32, 40].map((at) => [at, 8] as const),
];
const PHDR: readonly (readonly [at: number, size: number])[] = [
  ...[0, 4].map((at) => [at, 4] as const),
  ...[8, 16, 24, 32, 40, 48].map((at) => [at, 8] as const),
];
const PHDR_SIZE = 56;
/** p_memsz. */
const MEMSZ = 40;
/** Values where something begins or ends: sizes of pages, borders of the address space, the least and the largest. */
const BORDERS = [
  0n,
  1n,
  2n,
  3n,
  4n,
  5n,
  6n,
  7n,
  8n,
  56n,
  64n,
  0xfffn,
  0x1000n,
  0x1001n,
  0x10000n,
  0x400000n,
].concat(
  [31n, 32n, 46n, 47n, 63n].flatMap((n) => [(1n << n) - 1n, 1n << n, (1n << n) - 4096n]),
  [0xffffn, (1n << 64n) - 1n, (1n << 64n) - 4096n, 0x6474e551n, 0x6474e553n],
);

/** A file with some of its headers spoilt. The code itself stays, so that it may be run. */
export function mutate(file: Uint8Array, random: Random): Uint8Array {
  let bytes = file.slice();
  for (let n = random.below(3); n >= 0; n--) {
    const kind = random.below(12);
    if (kind === 0)
      bytes = bytes.slice(0, random.oneIn(2) ? random.below(bytes.length) : random.below(0x400));
    else if (kind === 1) swapHeaders(bytes, random);
    else spoilField(bytes, random, kind < 5);
  }
  return bytes;
}

function headers(bytes: Uint8Array): { view: DataView; at: number; count: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 64) return { view, at: 0, count: 0 };
  const at = Number(view.getBigUint64(32, true));
  const count = Math.min(view.getUint16(56, true), Math.floor((bytes.length - at) / PHDR_SIZE));
  return { view, at, count: Math.max(0, count) };
}

function spoilField(bytes: Uint8Array, random: Random, inEhdr: boolean): void {
  const { view, at, count } = headers(bytes);
  const ofFile = inEhdr || count === 0;
  const [offset, size] = random.pick(ofFile ? EHDR : PHDR);
  const field = (ofFile ? 0 : at + PHDR_SIZE * random.below(count)) + offset;
  if (field + size > bytes.length) return;
  let old = 0n;
  for (let i = size - 1; i >= 0; i--) old = (old << 8n) | BigInt(view.getUint8(field + i));
  let value = random.pick(BORDERS);
  const kind = random.below(5);
  if (kind === 0) value = old ^ (1n << BigInt(random.below(size * 8)));
  else if (kind === 1) value = old + BigInt(random.below(17) - 8);
  else if (kind === 2) value = old + BigInt(random.below(9) - 4) * 0x1000n;
  else if (kind === 3) value = random.u64() >> BigInt(random.below(64));
  // What lies in between is room in memory that one machine has and another has not.
  if (!ofFile && offset === MEMSZ && value >> 26n !== 0n) value |= 1n << 46n;
  for (let i = 0; i < size; i++) view.setUint8(field + i, Number((value >> BigInt(8 * i)) & 0xffn));
}

function swapHeaders(bytes: Uint8Array, random: Random): void {
  const { at, count } = headers(bytes);
  if (count < 2) return;
  const [a, b] = [random.below(count), random.below(count)].map((n) => at + n * PHDR_SIZE);
  const kept = bytes.slice(a, a + PHDR_SIZE);
  bytes.copyWithin(a, b, b + PHDR_SIZE);
  bytes.set(kept, b);
}
