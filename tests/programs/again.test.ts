import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import type { RunRequest } from '../../lib/lab/types';
import { which } from '../../scripts/tools.mjs';
import { Random } from '../cpu/random';
import { build, SOURCES } from './build';
import { PROGRAMS } from './table';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const RUNS = Number(process.env.FUZZ_CASES ?? 150);

const reason = ['gcc', 'as', 'ld'].every((tool) => which(tool)) ? '' : 'gcc, as or ld is missing';
if (reason) console.log(`skipped, programs one after the other: ${reason}`);

// A machine takes over its predecessor's memory, and the code that others have met.
it.skipIf(reason)(`programs run as ever after others, ${RUNS} runs of seed ${SEED}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-again-'));
  try {
    const requests = PROGRAMS.map(({ source, args = [], stdin = '', env = {}, sse }): RunRequest => {
      const elf = new Uint8Array(readFileSync(build(join(SOURCES, source), folder, '-O2', sse)));
      const name = source.replace(/\.\w$/, '');
      return {
        program: { elf },
        args: [name, ...args],
        env,
        stdin: new TextEncoder().encode(stdin),
        limits: { cycles: 2e9 },
      };
    });
    const lab = createLocalLab();
    const random = new Random(SEED);
    const first = new Map<string, unknown>();
    for (let run = 0; run < RUNS; run++) {
      const which = random.below(PROGRAMS.length);
      const profile = random.oneIn(4) ? 'skylake-sp-pti' : 'measured-vm';
      // What counts executions is translated otherwise.
      const heat = random.oneIn(10);
      const { heat: _, ...seen } = await lab.run({ ...requests[which], profile, trace: { heat } });
      const key = `${PROGRAMS[which].source} on ${profile}`;
      // Everything but what the request itself says.
      const { key: __, ...result } = seen;
      if (first.has(key)) expect(result, `${key}, run ${run}`).toEqual(first.get(key));
      else first.set(key, result);
    }
    expect(first.size).toBeLessThan(RUNS);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
