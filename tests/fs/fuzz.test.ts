import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from './generate';
import { type Answer, buildRunner, runHere, runNative, type Step } from './script';

/** More seeds for a longer hunt: FS_SEEDS=first-last. */
const [first, last] = (process.env.FS_SEEDS ?? '1-30').split('-').map(Number);
const CALLS = 300;

/** The first step where the answers differ, spelled out with the calls before it. */
function difference(
  steps: readonly Step[],
  native: readonly Answer[],
  here: readonly Answer[],
): string | undefined {
  const lines: string[] = [];
  let n = 0;
  for (const step of steps) {
    if ('poke' in step) {
      lines.push(`  poke ${step.poke.toString(16)} ${show(step.bytes)}`);
      continue;
    }
    const [theirs, ours] = [native[n], here[n]];
    n++;
    const what = 'call' in step ? `${step.call}(${step.args.map((a) => a.toString(16)).join(', ')})` : 'peek';
    lines.push(`  ${what} = ${show(theirs)}`);
    if (show(theirs) !== show(ours))
      return [...lines.slice(-Number(process.env.FS_LINES ?? 40)), `here: ${show(ours)}`].join('\n');
  }
  return undefined;
}

function show(answer: Answer): string {
  if (typeof answer === 'number') return String(answer);
  const text = Buffer.from(answer).toString('latin1').replace(/\0+$/, '');
  if (text.length > 60) return `${text.length} bytes, ${createHash('md5').update(text).digest('hex')}`;
  return /^[\x20-\x7e]*$/.test(text) ? JSON.stringify(text) : Buffer.from(answer).toString('hex');
}

describe.skipIf(process.getuid?.() !== 0)('calls on files, against the real kernel', () => {
  let runner = '';
  beforeAll(() => {
    runner = buildRunner();
  });
  for (let seed = first; seed <= last; seed++) {
    const uid = seed % 3 === 0 ? 1000 : 0;
    it(`answers script ${seed} as Linux does${uid ? `, as user ${uid}` : ''}`, () => {
      const steps = generate(seed, CALLS);
      expect(difference(steps, runNative(runner, steps, uid), runHere(steps, uid))).toBeUndefined();
    });
  }
});
