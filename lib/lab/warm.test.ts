import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { createLocalLab } from './local';
import { NOTHING } from './warm';

it('programs that make a Worker ready run to their ends and say nothing', async () => {
  const bytes = new Uint8Array(readFileSync(await ensureSysroot()));
  const lab = createLocalLab({ sysroot: async () => bytes });
  for (const request of Object.values(NOTHING))
    expect(await lab.run(request)).toMatchObject({
      ending: { kind: 'exited', status: 0 },
      stdout: new Uint8Array(0),
      stderr: new Uint8Array(0),
    });
});
