import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { straceText } from '../../lib/trace/strace';

const missing = ['gcc', 'strace'].filter((tool) => spawnSync(tool, ['--version']).error);
const able = missing.length === 0 && process.platform === 'linux' && process.arch === 'x64';
if (!able) console.log(`skipped, spelling of flags: ${missing.join(', ') || 'this is not x86-64 Linux'}`);

/** Calls without their results, which depend on the kernel; addresses and the environment's size masked. */
function calls(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/ += .*/, '')
        .replace(/\b0x[0-9a-f]{9,12}\b/g, 'ADDR')
        .replace(/\d+ vars?/, 'N vars'),
    );
}

it.skipIf(!able)(
  'spells flags and commands as strace does',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trapdoor-spelling-'));
    try {
      const program = join(folder, 'spelling');
      const source = join(import.meta.dirname, 'spelling.c');
      const options = [
        '-static',
        '-nostdlib',
        '-ffreestanding',
        '-fno-stack-protector',
        '-mgeneral-regs-only',
        '-O1',
      ];
      const gcc = spawnSync('gcc', ['-w', ...options, '-o', program, source], { encoding: 'utf8' });
      expect(gcc.stderr).toBe('');
      const log = join(folder, 'log');
      spawnSync('strace', ['-o', log, './spelling'], { cwd: folder });
      const { trace } = await createLocalLab().run({
        program: { elf: readFileSync(program) },
        args: ['./spelling'],
        env: {},
        tty: false,
      });
      expect(calls(straceText(trace))).toEqual(calls(readFileSync(log, 'utf8')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
