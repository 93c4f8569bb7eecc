import type { Case } from './layout';

const NOP = 0x90;

/** The same case with fewer instructions and registers, as long as `fails` says that it still shows the fault. */
export function minimise(test: Case, fails: (smaller: Case) => boolean): Case {
  let best = test;
  const attempt = (smaller: Case) => {
    if (fails(smaller)) best = smaller;
  };
  for (let n = test.steps.length - 1; n >= 0; n--) {
    // Overwritten and not cut out, as jumps and addresses relative to rip lead past it.
    const { offset } = test.steps[n];
    const code = best.code.slice();
    code.fill(NOP, offset, test.steps[n + 1]?.offset ?? code.length);
    const steps = best.steps.map((step, at) => (at === n ? { offset, defined: 0, undefined: 0 } : step));
    attempt({ ...best, code, steps });
  }
  for (let n = 0; n < 16; n++)
    attempt({ ...best, gpr: best.gpr.map((value, at) => (at === n ? 0n : value)) });
  for (let n = 0; n < 16; n++)
    attempt({ ...best, xmm: best.xmm.map((value, at) => (at === n ? 0n : value)) });
  attempt({ ...best, mxcsr: 0x1f80 });
  attempt({ ...best, flags: 0x202 });
  return best;
}
