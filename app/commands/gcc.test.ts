import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureTool } from '../../scripts/tools.mjs';
import { gccCommand } from './gcc';

const C = `#include <stdio.h>
int main(int argc, char **argv) { puts(GREETING); return N + (program_invocation_short_name == 0); }
`;
const ASM = '.globl _start\n_start: mov $60, %eax\n mov $STATUS, %edi\n syscall\n';

test('the command says level, definitions and names, quoted for a shell', () => {
  expect(gccCommand({ c: '', name: 'two.words.c', defines: { N: '5', S: '"a b"' } })).toBe(
    `gcc -std=gnu17 -O1 -static -D_GNU_SOURCE -DN=5 '-DS="a b"' -o two.words two.words.c`,
  );
  expect(gccCommand({ c: '', name: 'x.c', level: 0 })).toContain(' -O0 ');
  expect(gccCommand({ asm: '', name: 'x.s', defines: { N: '1' } })).toBe(
    'gcc -nostdlib -static -Wa,--defsym,N=1 -o x x.s',
  );
});

const missing =
  process.platform === 'linux' && process.arch === 'x64' && ensureTool('gcc', 'gcc') ? '' : 'gcc';
if (missing) console.log('skipped, running the command for gcc: there is no gcc here');

test.skipIf(missing)('gcc takes the command, and the program does what it does here', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-gcc-'));
  const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder }).toString();
  try {
    writeFileSync(join(folder, 'greet.c'), `#include <errno.h>\n${C}`);
    run(gccCommand({ c: C, name: 'greet.c', defines: { N: '0', GREETING: '"it\'s me"' } }));
    expect(run('./greet')).toBe("it's me\n");
    writeFileSync(join(folder, 'end.s'), ASM);
    run(gccCommand({ asm: ASM, name: 'end.s', defines: { STATUS: '7' } }));
    expect(run('./end || echo $?')).toBe('7\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
