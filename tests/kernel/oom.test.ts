import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { tool } from '../programs/build';

const reason = which('gcc') ? '' : 'gcc missing';
if (reason) console.log(`skipped, a machine whose memory is full: ${reason}`);

/** What Linux does is not asked here: it would be the host whose memory is full. */
it.skipIf(reason)('kills the largest process when memory is full, and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-oom-'));
  const program = join(folder, 'oom');
  tool('gcc', [
    ...['-O1', '-static', '-I', 'tests/kernel/src', '-Wno-unused-result'],
    ...['-o', program, 'tests/kernel/machines/oom.c'],
  ]);
  const { stdout, exit } = await createLocalLab().run({
    program: { path: '/oom' },
    files: [{ path: '/oom', bytes: new Uint8Array(readFileSync(program)), mode: 0o755 }],
    limits: { memory: 32 << 20 },
  });
  rmSync(folder, { recursive: true });
  const killed = 'child killed by KILL\n';
  expect(new TextDecoder().decode(stdout)).toBe(
    `${killed.repeat(4)}child exited 7\n${killed}child killed by TERM\n` +
      'killed 5, invoked 5, then EAGAIN\nunread 1, read 1\nfirst <4>\n',
  );
  expect(exit).toBe(0);
});
