import type { Case } from './layout';

const NOP = 0x90;

/** The same case with fewer instructions and registers, as long as `fails` says that it still shows the fault. */
export function minimise(test: Case, fails: (smaller: Case) => boolean): Case {
  let best = test;
  const attempt = (smaller: Case) => {
    if (fails(smaller)) best = smaller;
  };
  const offsets = test.undefinedAt.map(([offset]) => offset);
  for (let n = offsets.length - 2; n >= 0; n--) {
    // Overwritten and not cut out, as jumps and addresses relative to rip lead past it.
    const code = best.code.slice();
    code.fill(NOP, offsets[n], offsets[n + 1]);
    attempt({ ...best, code });
  }
  for (let n = 0; n < 16; n++)
    attempt({ ...best, gpr: best.gpr.map((value, at) => (at === n ? 0n : value)) });
  attempt({ ...best, flags: 0x202 });
  return best;
}
