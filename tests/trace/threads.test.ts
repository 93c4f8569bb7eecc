import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { straceText } from '../../lib/trace/strace';

const missing = ['gcc', 'strace'].filter((tool) => spawnSync(tool, ['--version']).error);
const able = missing.length === 0 && process.platform === 'linux' && process.arch === 'x64';
if (!able) console.log(`skipped, ends of threads: ${missing.join(', ') || 'this is not x86-64 Linux'}`);

/** How threads ended, in no order, as theirs is a race. */
const ends = (text: string): string[] =>
  [...text.matchAll(/\+\+\+ .* \+\+\+/g)].map(([line]) => line.replace(' (core dumped)', '')).sort();

describe.skipIf(!able)('strace tells of the end of each thread', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-threads-'));
    const source = join(import.meta.dirname, 'threads.c');
    const gcc = spawnSync('gcc', ['-static', '-pthread', '-o', join(folder, 'threads'), source]);
    expect(String(gcc.stderr)).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([[[]], [['abort']]])('threads %j', async (args) => {
    const log = join(folder, 'log');
    spawnSync('strace', ['-f', '-o', log, './threads', ...args], { cwd: folder });
    const { trace } = await createLocalLab().run({
      program: { elf: readFileSync(join(folder, 'threads')) },
      args: ['./threads', ...args],
      env: {},
      tty: false,
    });
    expect(ends(straceText(trace))).toEqual(ends(readFileSync(log, 'utf8')));
  });
});
