import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../scripts/tools.mjs';
import { BareMachine } from './bare';
import type { Case } from './layout';
import { Native } from './native';
import { Random } from './random';
import { toCase } from './regressions';

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc is missing';
if (reason) console.log(`skipped, comparison with the real processor: ${reason}`);

/** What the manual promises of both processors. SDM vol. 2, "RCPPS". */
const ERROR = 1.5 * 2 ** -12;
const SPECIAL = [0, 0x80000000, 1, 0x807fffff, 0x7f800000, 0xff800000, 0x7fc00001, 0x7f800001, 0xffa00000];
/** Where 1/x comes out denormal, which some processors keep: left out. */
const LARGEST = 0x7e000000;
const CASES = 2000;

const single = (bits: bigint) => new Float32Array(Uint32Array.of(Number(bits)).buffer)[0];
const elements = (v: bigint) => [0n, 32n, 64n, 96n].map((at) => (v >> at) & 0xffffffffn);

describe.skipIf(reason)('approximations are as near as the manual promises', () => {
  let native: Native;
  let ours: BareMachine;
  beforeAll(() => {
    native = new Native();
    ours = new BareMachine();
  });
  afterAll(() => native?.close());

  it.each([
    ['rcpps', '0f53c1', (x: number) => 1 / x],
    ['rcpss', 'f30f53c1', (x: number) => 1 / x],
    ['rsqrtps', '0f52c1', (x: number) => 1 / Math.sqrt(x)],
    ['rsqrtss', 'f30f52c1', (x: number) => 1 / Math.sqrt(x)],
  ])('%s', (note, code, exact) => {
    const random = new Random(1);
    const element = () => {
      if (random.oneIn(4)) return BigInt(random.pick(SPECIAL));
      return BigInt(random.below(LARGEST - 0x800000) + 0x800000 + (random.oneIn(2) ? 2 ** 31 : 0));
    };
    const vector = () => elements(0n).reduce((sum) => (sum << 32n) | element(), 0n);
    const cases = Array.from({ length: CASES }, (): Case => {
      const mxcsr = 0x1f80 | (random.below(4) << 13);
      return toCase({ note, code, xmm: { 0: vector(), 1: vector() }, mxcsr });
    });
    native.run(cases).forEach((real, n) => {
      if (real === undefined) return;
      const here = ours.run(cases[n]);
      expect(here.mxcsr).toBe(real.mxcsr);
      const [source, wanted, got] = [cases[n].xmm[1], real.xmm[0], here.xmm[0]].map(elements);
      got.forEach((bits, i) => {
        if (bits === wanted[i]) return;
        const ideal = exact(single(source[i]));
        for (const value of [bits, wanted[i]])
          expect(Math.abs(single(value) / ideal - 1), `${note} of 0x${source[i].toString(16)}`).toBeLessThan(
            ERROR,
          );
      });
    });
  });
});
