import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { createLocalLab } from './local';
import { practise } from './practice';
import { NOTHING } from './warm';

it('programs that make a Worker ready run to their ends and say nothing', async () => {
  const bytes = new Uint8Array(readFileSync(await ensureSysroot()));
  const lab = createLocalLab({ sysroot: async () => bytes });
  for (const request of Object.values(NOTHING).flat())
    expect(await lab.run(request)).toMatchObject({
      ending: { kind: 'exited', status: 0 },
      stdout: new Uint8Array(0),
      stderr: new Uint8Array(0),
    });
});

describe('practise', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('answers after one round and goes on while nobody is busy', async () => {
    vi.useFakeTimers();
    let ran = 0;
    let busy = false;
    await practise(
      'c',
      async () => {
        ran++;
      },
      () => busy,
    );
    expect(ran).toBe(NOTHING.c.length);
    await vi.advanceTimersToNextTimerAsync();
    expect(ran).toBe(NOTHING.c.length + 1);
    busy = true;
    await vi.advanceTimersToNextTimerAsync();
    expect(ran).toBe(NOTHING.c.length + 1);
    busy = false;
    await vi.runAllTimersAsync();
    expect(ran % NOTHING.c.length).toBe(0);
    expect(ran).toBeGreaterThan(NOTHING.c.length + 1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
