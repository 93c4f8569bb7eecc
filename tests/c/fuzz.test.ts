import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse, random } from './front';

const seed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 400);

/** Processor time in ms: other work on the machine does not count. */
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Programs to spoil: this project's own C. */
function seeds(): string[] {
  const folders = ['../bench/src', 'src/pp', 'src/data', 'src/accept'].map((f) =>
    path.join(import.meta.dirname, f),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(c|txt)$/.test(name))
      .map((name) => readFileSync(path.join(folder, name), 'utf8')),
  );
}

const PIECES =
  `{ } ( ) [ ] ; , : = == + - * / % & && | ^ ~ ! ? . -> ... # ## < > << "x" 'c' 0 1 1.5 0x 1e NULL int char
  struct union enum typedef static if else while for do switch case default return goto sizeof _Generic __attribute__
  asm typeof const _Static_assert __builtin_offsetof __builtin_va_arg va_list \\ /* */ // " '`.split(/\s+/);

function spoil(source: string, next: (n: number) => number): string {
  let text = source;
  // A stretch of the program, so that each case is quick.
  const length = 200 + next(1200);
  const from = next(Math.max(1, text.length - length));
  text = text.slice(from, from + length);
  for (let n = 1 + next(6); n > 0; n--) {
    const at = next(text.length + 1);
    const size = next(12);
    switch (next(5)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + size);
        break;
      case 1:
        text = `${text.slice(0, at)} ${PIECES[next(PIECES.length)]} ${text.slice(at)}`;
        break;
      case 2:
        text = text.slice(0, at) + text.slice(at, at + size * 4) + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(at + 1);
        break;
      default: {
        const other = next(text.length + 1);
        text = text.slice(0, at) + text.slice(other, other + size * 3) + text.slice(at + size);
      }
    }
  }
  return text;
}

it(`takes ${cases} spoilt programs without a crash (seed ${seed})`, { timeout: 3_600_000 }, () => {
  const next = random(seed);
  const programs = seeds();
  for (let i = 0; i < cases; i++) {
    const source = spoil(programs[next(programs.length)], next);
    const start = used();
    try {
      parse(source, { files: () => undefined });
    } catch (e) {
      throw new Error(`case ${i} of seed ${seed}: ${e instanceof Error ? e.stack : e}\n${source}`);
    }
    const took = used() - start;
    if (took > 5000) throw new Error(`case ${i} of seed ${seed} took ${took} ms\n${source}`);
  }
});

const many = (n: number, text: string) => text.repeat(n);
const deep: [string, string][] = [
  ['parentheses', `int x = ${many(5000, '(')}1${many(5000, ')')};`],
  ['braces', `void f(void) ${many(5000, '{')}${many(5000, '}')}`],
  ['unary operators', `int x = ${many(20000, '- ')}1;`],
  ['pointers', `int ${many(20000, '*')}x;`],
  ['declarators', `int ${many(3000, '(')}x${many(3000, ')')};`],
  ['array declarators', `int x${many(3000, '[1]')};`],
  ['casts', `int x = ${many(5000, '(int)')}1;`],
  ['a sum', `int x = 1${many(100000, '+1')};`],
  ['commas', `void f(int x) { x${many(50000, ',x')}; }`],
  ['assignments', `void f(int x) { ${many(20000, 'x=')}1; }`],
  ['conditionals', `int x = ${many(20000, '1?1:')}1;`],
  ['else if', `void f(int x) { ${many(20000, 'if (x) ; else ')} ; }`],
  [
    'labels',
    `void f(int x) { switch (x) { ${Array.from({ length: 20000 }, (_, i) => `case ${i}:`).join('')} ; } }`,
  ],
  ['structs', `${many(3000, 'struct {')} int x; ${many(3000, '} y;')}`],
  ['initialisers', `int x[] = ${many(5000, '{')}1${many(5000, '}')};`],
  ['members', `struct s { struct s *p; } *f; int g(void) { return f${many(20000, '->p')} == 0; }`],
  ['calls', `int f(int); int g(void) { return ${many(5000, 'f(')}1${many(5000, ')')}; }`],
  ['sizeof', `int x = ${many(20000, 'sizeof ')}1;`],
  [
    'macro doubling',
    `#define a0 x x\n${Array.from({ length: 40 }, (_, i) => `#define a${i + 1} a${i} a${i}`).join('\n')}\na40`,
  ],
  ['macro arguments', `#define f(x) x\n${many(3000, 'f(')}1${many(3000, ')')}`],
  ['#if', `#if ${many(5000, '(')}1${many(5000, ')')}\n#endif`],
  ['#if chains', `#if ${many(20000, '!')}1\n#endif`],
  ['conditions', many(20000, '#if 1\n')],
  ['attributes', `int x ${many(5000, '__attribute__((')}`],
  ['statement expressions', `int f(void) { return ${many(3000, '({')}1;${many(3000, '})')}; }`],
];

for (const [what, source] of deep)
  it(`ends with or without a diagnostic for very many ${what}`, () => {
    const start = used();
    parse(source);
    expect(used() - start).toBeLessThan(20_000);
  });

it('stops when a file includes itself', () => {
  const result = parse('#include "self.h"\n', {
    files: (name) => (name === 'self.h' ? '#include "self.h"\n' : undefined),
  });
  expect(result.diagnostics.at(-1)?.message).toContain('nested more than 200 deep');
});
