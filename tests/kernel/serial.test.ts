import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { tool } from '../programs/build';
import { SOURCES } from './programs';

const reason = which('gcc') ? '' : 'gcc missing';
if (reason) console.log(`skipped, serial lines: ${reason}`);

describe.skipIf(reason)('a serial line', () => {
  let folder: string;
  let program: Uint8Array;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-serial-'));
    const file = join(folder, 'serial');
    tool('gcc', ['-O1', '-static', '-I', SOURCES, '-o', file, resolve('tests/kernel/machines/serial.c')]);
    program = new Uint8Array(readFileSync(file));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (device: string, serial: 'open' | 'loopback') => {
    const { stdout, exit } = await createLocalLab().run({
      program: { path: '/serial' },
      args: ['/serial', device, serial],
      files: [{ path: '/serial', bytes: program, mode: 0o755 }],
      stdin: new Uint8Array(0),
      limits: { serial },
    });
    expect(exit).toBe(0);
    return Buffer.from(stdout).toString().split('\n');
  };

  it.each(['/dev/ttyS0', '/dev/ttyUSB0'])('with a loopback plug hears itself (%s)', async (device) => {
    const lines = await run(device, 'loopback');
    for (const line of [
      'at first: DTR RTS CTS DSR CD',
      'RTS down: DTR DSR CD',
      'RTS alone: RTS CTS',
      // Ten bits a byte: 12 bytes at 1200 baud, and one byte.
      '120 bits at 1200: 100 ms',
      '12 come back',
      "'hello, line!'",
      'a byte takes 8300 us',
      'sent 13 received 13, cts changes 3',
      'held back: poll 0',
      'buffer takes about 4096: 1, then EAGAIN',
      'flushed 0',
      'hung up:',
      'ioctl(fd, TIOCMGET, 8): EFAULT',
    ])
      expect(lines).toContain(line);
  });

  it('with nothing at its end sends all the same', async () => {
    const lines = await run('/dev/ttyS0', 'open');
    for (const line of [
      'at first: DTR RTS',
      'RTS alone: RTS',
      '120 bits at 1200: 100 ms',
      'ioctl(fd, FIONREAD, &out): 0',
    ])
      expect(lines).toContain(line);
  });
});
