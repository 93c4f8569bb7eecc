import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleNatively, differences, missingTools } from './native';

const missing = missingTools('gcc', 'as', 'ld');
if (missing) console.log(`skipped: gcc's output is the material of these tests: ${missing}`);

const SOURCES = path.join(import.meta.dirname, 'src');
const LEVELS = ['-O0', '-O1', '-O2', '-O3', '-Os'];
const MODELS = ['-fno-pic', '-fpie', '-fPIC', '-fcf-protection=full', '-g'];
/** No C library and no vector registers; unwind tables would be a section that this assembler leaves out. */
const PLAIN =
  '-S -o - -ffreestanding -fno-stack-protector -mgeneral-regs-only -fno-asynchronous-unwind-tables';

/** What gcc writes, with an entry where the source has none. */
function compile(file: string, options: string[]): string {
  const gcc = spawnSync('gcc', [...PLAIN.split(' '), ...options, file], { encoding: 'utf8' });
  expect(gcc.stderr).toBe('');
  return gcc.stdout.includes('_start:') ? gcc.stdout : `${gcc.stdout}\n.text\n.globl _start\n_start: ret\n`;
}

describe.skipIf(missing)('the same bytes as GNU as and ld for what gcc writes', () => {
  for (const file of readdirSync(SOURCES).filter((f) => f.endsWith('.c'))) {
    describe.each(['att', 'intel'])(`${file}, %s syntax`, (syntax) => {
      it.each(LEVELS)('%s', (level) => {
        for (const model of MODELS) {
          const source = compile(path.join(SOURCES, file), [`-masm=${syntax}`, level, model]);
          const native = assembleNatively(source);
          expect(native.errors).toBe('');
          expect(differences(source, native.elf as Uint8Array), model).toEqual([]);
        }
      });
    });
  }
});
