import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CResult } from '../../lib/toolchain/c';
import { missingTools } from '../asm/native';
import { errorsOf, parse, random } from './front';
import { run } from './native';

const missing = missingTools('gcc');
if (missing) console.log(`static data against gcc: skipped, ${missing}`);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 400);

/** Bytes of all objects called v and a number; a long double's padding is left out. */
function images(result: CResult): string[] {
  return (result.unit?.variables ?? [])
    .filter((v) => /^v\d+$/.test(v.name))
    .map((v) => {
      const size = v.data?.size ?? 0;
      const bytes = v.data?.bytes ?? new Uint8Array(size);
      const shown = v.type.kind === 'float' && v.type.format === 'x87' ? bytes.subarray(0, 10) : bytes;
      return `${v.name} ${Buffer.from(shown).toString('hex')}`;
    });
}

function compare(source: string): void {
  const result = parse(source);
  expect(errorsOf(result)).toEqual([]);
  const ours = images(result);
  const names = ours.map((line) => line.split(' ')[0]);
  const sizes = ours.map((line) => (line.split(' ')[1]?.length ?? 0) / 2);
  const program = `${source}
#include <stdio.h>
static void dump(const char *name, void *p, int n) { printf("%s ", name); for (int i = 0; i < n; i++) printf("%02x", ((unsigned char *)p)[i]); puts(""); }
int main(void) { ${names.map((name, i) => `dump("${name}", &${name}, ${sizes[i]});`).join('\n')} }`;
  expect(ours.join('\n')).toBe(run(program).trim());
}

const TYPES = [
  'int',
  'unsigned',
  'long',
  'unsigned long',
  'short',
  'unsigned char',
  'char',
  'float',
  'double',
  'long double',
  'long long',
  '_Bool',
];

/** A random constant expression without undefined behaviour that gcc would refuse or fold as it likes. */
function expression(next: (n: number) => number, depth: number): string {
  if (depth === 0 || next(5) === 0) {
    const constants = [
      () => String(next(100)),
      () => `${next(1 << 30)}u`,
      () => `0x${next(1 << 30).toString(16)}l`,
      () => `${next(1000)}.${next(1000)}`,
      () => `${next(100)}.${next(100)}f`,
      () => `${next(9) + 1}.${next(1000)}e${next(20) - 10}L`,
      () => `'${String.fromCharCode(97 + next(26))}'`,
      () => `${next(1 << 30)}${next(1 << 20)}ull`,
    ];
    return constants[next(constants.length)]();
  }
  const inner = () => expression(next, depth - 1);
  switch (next(9)) {
    case 0:
      return `(${TYPES[next(6)]})((unsigned char)(${inner()} > 3) + ${next(100)})`;
    case 1:
      return `(${inner()} ${['<', '>', '==', '!=', '<=', '>='][next(6)]} ${inner()})`;
    case 2:
      return `(${inner()} ${['&&', '||'][next(2)]} ${inner()})`;
    case 3:
      return `(${inner()} > 2 ? ${inner()} : ${inner()})`;
    case 4:
      return `!(${inner()})`;
    case 5:
      return `((unsigned)(${inner()} != 0) * 77u ${['&', '|', '^', '<<', '>>', '%'][next(6)]} ${1 + next(20)})`;
    case 6:
      return `(${['float', 'double', 'long double'][next(3)]})(${inner()})`;
    default:
      return `(${inner()} ${['+', '-', '*', '/'][next(4)]} (${inner()} + 1000.0${['', 'f', 'L'][next(3)]}))`;
  }
}

describe.skipIf(missing)('static data', () => {
  it('has the bytes that gcc gives it', () => {
    compare(readFileSync(path.join(import.meta.dirname, 'src', 'data', 'initialisers.c'), 'utf8'));
  });

  it(`folds ${cases} random constant expressions as gcc does (seed ${seed})`, () => {
    const next = random(seed);
    const lines = Array.from({ length: cases }, (_, i) => {
      const type = TYPES[7 + next(3)];
      return `${type} v${i} = ${expression(next, 4)};`;
    });
    compare(lines.join('\n'));
  });
});
