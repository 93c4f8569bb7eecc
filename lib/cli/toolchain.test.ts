import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = resolve('lib/cli/trapdoor.mjs');
const missing = ['gcc', 'nm'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
if (missing.length) console.log(`skipped: linking for gcc: ${missing.join(' and ')} not found`);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'trapdoor-tools-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const run = (tool: string, ...args: string[]) => spawnSync(tool, args, { cwd: dir, encoding: 'utf8' });
const trapdoor = (...args: string[]) => run(process.execPath, CLI, ...args);
const write = (name: string, text: string) => writeFileSync(join(dir, name), text);

const MAIN = '.globl _start\n_start: call answer\nmov %eax, %edi\nmov $60, %eax\nsyscall\n';
const ANSWER = '.include "value.inc"\n.globl answer\nanswer: mov $VALUE, %eax\nret\n';

describe('as, ar, ld and objdump', () => {
  it('make a program of objects and an archive', () => {
    write('main.s', MAIN);
    write('answer.s', ANSWER);
    write('value.inc', '.set VALUE, BASE + 2\n');
    expect(trapdoor('as', '-c', 'main.s').stderr).toBe('');
    expect(trapdoor('as', '-c', '--defsym', 'BASE=40', 'answer.s', '-o', 'a_rather_long_name.o').stderr).toBe(
      '',
    );
    expect(trapdoor('ar', 'rcs', 'libanswer.a', 'a_rather_long_name.o').stderr).toBe('');
    expect(trapdoor('ar', 't', 'libanswer.a').stdout).toBe('a_rather_long_name.o\n');
    expect(trapdoor('ld', '-o', 'program', 'main.o', '-L.', '-lanswer').stderr).toBe('');
    expect(run('./program').status).toBe(42);
    const code = trapdoor('objdump', '-dr', 'main.o').stdout;
    expect(code).toContain('<_start>:');
    expect(code).toContain('R_X86_64_PLT32           answer-0x4');
    expect(trapdoor('objdump', '-h', '-t', 'program').stdout).toContain('answer');
  });

  it('write to standard output for -o -', { timeout: 60_000 }, () => {
    write('nine.c', 'int nine(void) { return 9; }\n');
    write('nine.s', '.globl nine\nnine: mov $9, %eax\nret\n.globl _start\n_start: call nine\nint3\n');
    expect(trapdoor('cc', '-E', '-P', '-o', '-', 'nine.c').stdout.trim()).toBe(
      'int nine(void) { return 9; }',
    );
    expect(trapdoor('cc', '-S', '-o', '-', 'nine.c').stdout).toContain('nine:');
    expect(trapdoor('cc', '-S', '-o', '-', '-MMD', '-MF', '-', 'nine.c').stdout).toMatch(/^-: nine\.c$/m);
    for (const tool of [['cc', '-c'], ['as', '-c'], ['as'], ['cc', '-nostdlib', '-nostartfiles']])
      expect(trapdoor(...tool, '-o', '-', 'nine.s').stdout, tool.join(' ')).toMatch(/^\x7fELF/);
    expect(existsSync(join(dir, '-'))).toBe(false);
  });

  it('say what is missing, where and what is twice', () => {
    write('lonely.s', '.globl _start\n_start: call anwser\n.globl answer\nanswer: ret\n');
    trapdoor('as', '-c', 'lonely.s');
    expect(trapdoor('ld', 'lonely.o').stderr).toBe(
      "lonely.o:(.text+0x1): error: undefined symbol 'anwser'; did you mean 'answer'?\n",
    );
    trapdoor('as', '-c', 'main.s');
    expect(trapdoor('ld', 'main.o', 'lonely.o').stderr).toContain(
      "'_start' is defined in main.o and again in lonely.o",
    );
    expect(trapdoor('ld', 'main.o', '-lnowhere').stderr).toContain('cannot find -lnowhere');
    expect(trapdoor('ld', '-T', 'x.ld', 'main.o').stderr).toContain('linker scripts are not supported');
  });

  it.skipIf(missing.length)('compile C, with objects of gcc and of assembly', { timeout: 300_000 }, () => {
    write(
      'main.c',
      '#include <stdio.h>\nint twice(int), four(void);\nint main(void) { printf("%d\\n", twice(four()) + 1); }\n',
    );
    write('twice.c', 'int twice(int x) { return x + x; }\n');
    write('four.s', '.globl four\nfour: mov $4, %eax\nret\n.section .note.GNU-stack,"",@progbits\n');
    expect(run('gcc', '-O1', '-c', 'twice.c').stderr).toBe('');
    const host = [[], ['-static', '-O'], ['-pie'], ['-static-pie', '-g']].map((way) => [
      ...way,
      '--libc=host',
    ]);
    for (const way of [[], ['-O', '-lm'], ...host]) {
      expect(trapdoor('cc', ...way, 'main.c', 'twice.o', 'four.s', '-o', 'mixed').stderr, way.join(' ')).toBe(
        '',
      );
      expect(run('./mixed').stdout, way.join(' ')).toBe('9\n');
    }
    expect(trapdoor('cc', '-S', 'twice.c').stderr).toBe('');
    expect(trapdoor('cc', '-c', 'main.c').stderr).toBe('');
    expect(run('gcc', '-no-pie', 'main.o', 'twice.s', 'four.s', '-o', 'native').stderr).toBe('');
    expect(run('./native').stdout).toBe('9\n');
    expect(trapdoor('cc', '-E', '-P', '-DX=7', '-include', 'twice.c', '-').status).toBe(0);
    expect(trapdoor('cc', '-shared', 'twice.c').stderr).toContain('add --libc=host to -shared');
    write('wrong.c', 'int main(void) { return nothing; }\n');
    const wrong = trapdoor('cc', 'wrong.c');
    expect(wrong.stderr).toContain('wrong.c:1:25: error:');
    expect(wrong.status).toBe(1);
  });

  it.skipIf(missing.length)('link for gcc', () => {
    mkdirSync(join(dir, 'bin'), { recursive: true });
    write('bin/ld', `#!/bin/sh\nexec '${process.execPath}' '${CLI}' ld "$@"\n`);
    chmodSync(join(dir, 'bin/ld'), 0o755);
    write(
      'hello.c',
      '#include <stdio.h>\n#include <math.h>\nint main(int n, char **v) { printf("%g\\n", sqrt(n + 3)); }\n',
    );
    for (const way of [[], ['-static'], ['-static-pie'], ['-no-pie'], ['-Wl,--gc-sections,-z,now']]) {
      const gcc = run('gcc', '-B', 'bin', '-g', ...way, 'hello.c', '-o', 'hello', '-lm');
      expect(gcc.stderr, way.join(' ')).toBe('');
      expect(run('./hello').stdout, way.join(' ')).toBe('2\n');
    }
  });
});
