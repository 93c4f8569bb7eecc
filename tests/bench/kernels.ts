/** Programs of src/: how much work is enough to be timed, and how much to see that they are right. */
export const KERNELS: readonly { name: string; work: number; little: number; sse?: boolean }[] = [
  { name: 'loop', work: 2_000_000, little: 20_000 },
  { name: 'sieve', work: 100, little: 1 },
  { name: 'fib', work: 38, little: 21 },
  { name: 'hash', work: 12_000, little: 30 },
  { name: 'sort', work: 4_000_000, little: 20_000 },
  { name: 'sha256', work: 64, little: 1 },
  { name: 'matrix', work: 60, little: 1, sse: true },
  { name: 'dispatch', work: 400_000, little: 3_000 },
  { name: 'mix', work: 60_000, little: 60 },
];
