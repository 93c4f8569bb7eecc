import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureSysroot } from '../../../scripts/sysroot.mjs';
import { ERRNO } from '../../abi/errno';
import { SYSCALLS_BY_NAME } from '../../abi/syscalls';
import { ENCODINGS } from '../../isa/table';
import { createLocalLab } from '../local';
import type { Lab } from '../types';
import { instructionText } from './asm/instructions';
import { PAGES } from './man';
import type { HelpTopic } from './types';

let lab: Lab;
beforeAll(async () => {
  const bytes = new Uint8Array(readFileSync(await ensureSysroot()));
  lab = createLocalLab({ sysroot: async () => bytes });
});

/** Asks where `|` stands in the source. */
async function ask<T extends HelpTopic>(topic: T, kind: 'c' | 'asm', marked: string) {
  const offset = marked.indexOf('|');
  return lab.help(topic, { kind, source: marked.replace('|', ''), offset });
}
const labels = async (kind: 'c' | 'asm', marked: string) =>
  (await ask('complete', kind, marked)).map(({ label }) => label);

const POINT = 'struct point { double x, y; int tags[4]; };\n';

describe('completion in C', () => {
  it('offers what is in sight, innermost meanings, and keywords', async () => {
    const source = `#include <unistd.h>
static int counter;
int twice(int count) { long total = 0; { char inner; } for (int i = 0; i < 3; i++) to|`;
    const offered = await labels('c', source);
    expect(offered).toEqual(
      expect.arrayContaining([
        'counter',
        'twice',
        'count',
        'total',
        'i',
        'write',
        'STDIN_FILENO',
        'return',
        'ssize_t',
      ]),
    );
    expect(offered).not.toContain('inner');
    expect(offered).not.toContain('__GNUC__');
    expect(await labels('c', 'int a = __GN|')).toContain('__GNUC__');
  });

  it('says which header what is not declared yet wants', async () => {
    const offered = await ask('complete', 'c', '#include <unistd.h>\nint main(void) { pri|');
    expect(offered.find(({ label }) => label === 'printf')).toMatchObject({ include: 'stdio.h' });
    expect(offered.find(({ label }) => label === 'write')?.include).toBeUndefined();
    expect(offered.find(({ label }) => label === 'mmap')).toMatchObject({ include: 'sys/mman.h' });
  });

  it('offers members, through pointers, arrays, calls and anonymous members', async () => {
    const members = ['x', 'y', 'tags'];
    expect(await labels('c', `${POINT}int f(struct point *p) { p->|`)).toEqual(members);
    expect(await labels('c', `${POINT}int f(struct point *p) { return p[2].ta|`)).toEqual(members);
    expect(await labels('c', `${POINT}struct point *g(void);\nint f(void) { g()->|x = 1; }`)).toEqual(
      members,
    );
    const nested =
      'struct a { union { int whole; char bytes[4]; }; struct { int z; } in; } v;\nint f(void) { v.|';
    expect(await labels('c', nested)).toEqual(['whole', 'bytes', 'in']);
    expect(await labels('c', `${nested.replace('|', 'in.')}|`)).toEqual(['z']);
    expect(await labels('c', 'double d = 1.|')).toEqual([]);
  });

  it('offers headers, directives and tags', async () => {
    expect(await labels('c', '#include <sys/m|')).toEqual(expect.arrayContaining(['sys/mman.h', 'stdio.h']));
    expect(await labels('c', '#inc|')).toContain('include');
    expect(await labels('c', `${POINT}struct |`)).toContain('point');
  });

  it('offers nothing in strings and comments', async () => {
    for (const source of ['char *s = "pri|"', 'int x; // pri|', '/* pri| */', "char c = 'a|"])
      expect(await labels('c', source)).toEqual([]);
    expect(await labels('c', 'int x; /* done */ in|')).toContain('int');
  });
});

describe('hover in C', () => {
  it('shows a function with its parameters, what it does, its errors and its header', async () => {
    const hover = await ask('hover', 'c', '#include <unistd.h>\nint main(void) { wri|te(1, "x", 1); }');
    expect(hover).toMatchObject({
      code: 'ssize_t write(int fd, const void *buf, size_t count)',
      text: expect.stringContaining('how many were taken'),
      notes: [expect.stringMatching(/^errno: .*EPIPE/), '<unistd.h>'],
    });
  });

  it('shows types of variables, with the layout of records', async () => {
    const source = `${POINT}int f(struct point *p) { struct point local; return lo|cal.x; }`;
    const hover = await ask('hover', 'c', source);
    expect(hover?.code).toContain('struct point local');
    expect(hover?.code).toContain('int tags[4];  // 16');
    expect(hover?.notes).toEqual(['local variable, 32 bytes']);
    expect((await ask('hover', 'c', `${POINT}int f(struct point *p|) { return 0; }`))?.code).toContain(
      'struct point *p',
    );
    expect((await ask('hover', 'c', 'static unsigned cou|nt;\n'))?.code).toBe('static unsigned int count');
    expect(await ask('hover', 'c', `${POINT}double f(struct point *p) { return p->y|; }`)).toMatchObject({
      code: 'struct point: double y',
      notes: ['offset 8, 8 bytes'],
    });
  });

  it('shows what macros come to', async () => {
    expect(await ask('hover', 'c', '#define SIZE (4 << 10)\nint a[SI|ZE];')).toMatchObject({
      code: '#define SIZE (4 << 10)',
    });
    expect(await ask('hover', 'c', '#include <fcntl.h>\nint f = O_CRE|AT;')).toMatchObject({
      notes: ['= 64'],
    });
    expect(await ask('hover', 'c', '#include <errno.h>\nint e = ENO|ENT;')).toMatchObject({
      code: '#define ENOENT 2',
      text: 'No such file or directory',
    });
    expect(await ask('hover', 'c', '#define N 0x10\n#define M N\nint a = M|;')).toMatchObject({
      code: '#define M N',
      notes: ['= 16'],
    });
    expect((await ask('hover', 'c', '#define SQ(x) ((x) * (x))\nint a = S|Q(2);'))?.code).toBe(
      '#define SQ(x) ((x) * (x))',
    );
    expect((await ask('hover', 'c', '#include <std|io.h>\n'))?.code).toBe('/usr/include/stdio.h');
  });

  it('is silent where nothing is meant', async () => {
    expect(await ask('hover', 'c', 'int main(void) { return not_th|ere; }')).toBeUndefined();
    expect(await ask('hover', 'c', 'char *s = "wri|te";')).toBeUndefined();
  });
});

describe('signatures and definitions in C', () => {
  it('follows the argument that is written', async () => {
    const source = '#include <unistd.h>\nint main(void) { write(1, "a, b", |';
    const signature = await ask('signature', 'c', source);
    expect(signature).toMatchObject({
      label: 'ssize_t write(int fd, const void *buf, size_t count)',
      active: 2,
    });
    const [from, to] = signature?.parameters[2] ?? [0, 0];
    expect(signature?.label.slice(from, to)).toBe('size_t count');
    const own = 'int add(int left, int right);\nint x = add(add(1, 2), |';
    expect(await ask('signature', 'c', own)).toMatchObject({
      label: 'int add(int left, int right)',
      active: 1,
    });
    expect(await ask('signature', 'c', 'int main(void) { if (|')).toBeUndefined();
    const variadic = '#include <stdio.h>\nint main(void) { printf("%d %d", 1, 2, |';
    expect(await ask('signature', 'c', variadic)).toMatchObject({
      active: 1,
      label: expect.stringMatching(/, \.\.\.\)$/),
    });
  });

  it('goes to the definition, in the source or in a header', async () => {
    const source =
      '#define N 3\nstatic int counter;\nint f(int arg) {\n  int local = arg;\n  return local + counter + N;\n}\n';
    const at = async (name: string) => {
      const offset = source.lastIndexOf(name) + 1;
      return lab.help('definition', { kind: 'c', source, offset });
    };
    expect(await at('N;')).toMatchObject({ line: 1 });
    expect(await at('counter')).toEqual({ line: 2, column: 12 });
    expect(await at('local')).toEqual({ line: 4, column: 7 });
    expect(await at('arg;')).toEqual({ line: 3, column: 11 });
    const header = await ask('definition', 'c', '#include <unistd.h>\nint main(void) { wri|te(1, 0, 0); }');
    expect(header?.file).toBe('/usr/include/unistd.h');
    expect(header?.text?.split('\n')[(header?.line ?? 0) - 1]).toContain('write(int');
    expect(await ask('definition', 'c', '#include <stri|ng.h>\n')).toMatchObject({
      file: '/usr/include/string.h',
      line: 1,
    });
  });
});

describe('the manual', () => {
  it('speaks of functions that the headers declare, and of errors there are', async () => {
    const names = [...PAGES.keys()];
    const offered = await ask('complete', 'c', 'int f(void) { |');
    const known = new Set(offered.map(({ label }) => label));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    const errors = new Set([...ERRNO.values()].map(({ name }) => name));
    for (const { errors: said } of PAGES.values()) expect(said.filter((e) => !errors.has(e))).toEqual([]);
  });

  it('names as many parameters as there are', async () => {
    const wrong: string[] = [];
    const offered = await ask('complete', 'c', 'int f(void) { |');
    const header = new Map(offered.map(({ label, include }) => [label, include]));
    for (const { name, parameters } of PAGES.values()) {
      const include = header.get(name);
      if (!include) continue;
      const signature = await ask('signature', 'c', `#include <${include}>\nint main(void) { ${name}(|`);
      const count = parameters.filter((p) => p !== 'args').length;
      const declared = (signature?.parameters ?? [])
        .map(([from, to]) => signature?.label.slice(from, to))
        .filter((p) => p !== '...' && p !== 'void').length;
      // open, openat, fcntl, ... take one more argument than their prototype says.
      const more = signature?.label.includes('...') ? 1 : 0;
      if (signature && count !== declared && count !== declared + more)
        wrong.push(`${signature.label}: ${parameters.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('help with assembly', () => {
  it('shows what an instruction does, its forms, flags and where to read on', async () => {
    const hover = await ask('hover', 'asm', '_start: ad|dq $1, %rax\n');
    expect(hover).toMatchObject({
      text: 'Adds the source to the destination.',
      notes: ['sets CF PF AF ZF SF OF', 'Intel SDM vol. 2, “ADD”'],
    });
    expect(hover?.code).toContain('add imm8, r/m16/32/64');
    expect((await ask('hover', 'asm', '.intel_syntax noprefix\n ad|d rax, 1\n'))?.code).toContain(
      'add r/m16/32/64, imm8',
    );
    expect(await ask('hover', 'asm', ' j|ne again\n')).toMatchObject({
      text: 'Jumps if not equal, or not zero.',
      notes: expect.arrayContaining(['reads ZF']),
    });
    expect(await ask('hover', 'asm', ' hl|t\n')).toMatchObject({
      notes: expect.arrayContaining(['privileged: #GP in user mode']),
    });
  });

  it('shows registers, directives, labels and numbers', async () => {
    expect(await ask('hover', 'asm', ' mov $1, %ed|i\n')).toMatchObject({
      code: expect.stringContaining('of rdi'),
      text: expect.stringContaining('Argument 1'),
    });
    expect((await ask('hover', 'asm', ' .as|ciz "x"\n'))?.code).toBe('.asciz "TEXT"');
    expect((await ask('hover', 'asm', 'SIZE = 5*4\nagain: jmp aga|in\n'))?.code).toBe('again: label');
    expect((await ask('hover', 'asm', 'SIZE = 5*4\n mov $SI|ZE, %eax\n'))?.code).toBe('SIZE: 5*4');
    expect((await ask('hover', 'asm', ' cmp $0x1|0, %eax\n'))?.code).toBe('16 = 0x10');
  });

  it('knows the system call whose number goes to rax', async () => {
    const source = ' mov $|1, %eax\n mov $1, %edi\n syscall\n';
    expect(await ask('hover', 'asm', source)).toMatchObject({
      code: 'write(fd, buf, count)',
      text: 'System call 1. rdi = fd, rsi = buf, rdx = count.',
    });
    expect((await ask('hover', 'asm', source.replace('|', '').replace('sys', 'sys|')))?.notes?.[0]).toContain(
      'here: write(fd, buf, count)',
    );
    const intel = '.intel_syntax noprefix\n mov eax, 6|0\n syscall\n';
    expect((await ask('hover', 'asm', intel))?.code).toBe('exit(status)');
    expect((await ask('hover', 'asm', ' mov $|1, %eax\n ret\n'))?.code).toBe('1 = 0x1');
    expect(SYSCALLS_BY_NAME.get('exit')?.args[0].name).toBe('status');
  });

  it('completes instructions, directives, registers and labels', async () => {
    expect(await labels('asm', ' mo|')).toEqual(expect.arrayContaining(['mov', '.globl']));
    const operands = await labels('asm', 'again: mov %r|');
    expect(operands).toEqual(expect.arrayContaining(['%rax', '%r10d', '%xmm3', 'again']));
    expect(await labels('asm', '.intel_syntax noprefix\n mov r|')).toContain('rax');
    expect(await labels('asm', ' mov $1, %eax # comm|')).toEqual([]);
  });

  it('goes to labels and values', async () => {
    const source = 'N = 3\n_start: mov $N, %ecx\nagain: dec %ecx\n jnz aga|in\n';
    expect(await ask('definition', 'asm', source)).toEqual({ line: 3, column: 1 });
    expect(await ask('definition', 'asm', 'N = 3\n mov $|N, %ecx\n')).toEqual({ line: 1, column: 1 });
  });

  it('has a text for every instruction that programs use', () => {
    const families = new Set(['integer', 'string', 'control', 'bmi1', 'bmi2', 'adx', 'sse', 'sse2']);
    const silent = ENCODINGS.filter(
      ({ family, mnemonic }) => families.has(family) && !instructionText(mnemonic),
    );
    const names = [...new Set(silent.map(({ mnemonic }) => mnemonic))];
    expect(names.filter((name) => !/^(p|mov|cvt|prefetch|ldmxcsr|stmxcsr|maskmov|rdpid)/.test(name))).toEqual(
      [],
    );
  });
});
