import { describe, expect, it } from 'vitest';
import type { RecordType } from '../../lib/toolchain/c/types';
import { missingTools } from '../asm/native';
import { errorsOf, parse, random } from './front';
import { run } from './native';

const missing = missingTools('gcc');
if (missing) console.log(`layout against gcc: skipped, ${missing}`);

const seed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 300);

const SCALARS =
  `char;short;int;long;long long;unsigned char;float;double;long double;void *;_Bool;__int128;enum e`.split(
    ';',
  );
const BITS: [string, number][] = [
  ['char', 8],
  ['unsigned char', 8],
  ['short', 16],
  ['int', 32],
  ['unsigned', 32],
  ['long', 64],
  ['unsigned long long', 64],
  ['_Bool', 1],
  ['aligned_int', 32],
];

/** One random record: its text, and the names of ordinary members and bit-fields. */
function record(next: (n: number) => number, n: number): { text: string; members: string[]; bits: string[] } {
  const members: string[] = [];
  const bits: string[] = [];
  const body: string[] = [];
  const count = 1 + next(7);
  for (let i = 0; i < count; i++) {
    const attribute =
      next(8) === 0
        ? ` __attribute__((aligned(${1 << next(5)})))`
        : next(10) === 0
          ? ' __attribute__((packed))'
          : '';
    const choice = next(10);
    if (choice < 4) {
      const [type, width] = BITS[next(BITS.length)];
      if (next(8) === 0) body.push(`${type} : ${next(3) === 0 ? 0 : 1 + next(width)};`);
      else {
        bits.push(`b${i}`);
        body.push(`${type} b${i} : ${1 + next(width)}${attribute};`);
      }
    } else if (choice < 5 && n > 0) {
      members.push(`m${i}`);
      body.push(`struct s${next(n)} m${i}${next(2) ? '[2]' : ''}${attribute};`);
    } else if (choice < 6) {
      members.push(`u${i}`);
      body.push(
        `union { ${SCALARS[next(SCALARS.length)]} u${i}; struct { char c${i}; ${SCALARS[next(SCALARS.length)]} d${i}; }; };`,
      );
      members.push(`d${i}`);
    } else {
      members.push(`m${i}`);
      body.push(`${SCALARS[next(SCALARS.length)]} m${i}${next(5) === 0 ? `[${next(4)}]` : ''}${attribute};`);
    }
  }
  const after =
    next(4) === 0 ? '__attribute__((packed))' : next(8) === 0 ? '__attribute__((aligned(32)))' : '';
  const pack = next(5) === 0 ? 1 << next(4) : 0;
  const text = `${pack ? `#pragma pack(push, ${pack})\n` : ''}struct s${n} { ${body.join(' ')} } ${after};${pack ? '\n#pragma pack(pop)' : ''}`;
  return { text, members, bits };
}

describe.skipIf(missing)('layout', () => {
  it(`places members of ${cases} records (seed ${seed}) where gcc does`, () => {
    const next = random(seed);
    const records = Array.from({ length: cases }, (_, n) => record(next, n));
    // Once wrong: a bit-field of a type with more alignment than size, of an integer's width.
    const overaligned = { text: '', members: ['m1', 'm3'], bits: ['b2', 'b4'] };
    overaligned.text = `struct s${cases} { char m1[1]; aligned_int b2 : 8; short m3; short b4 : 8; };`;
    records.push(overaligned);
    const head = 'enum e { A, B };\ntypedef int aligned_int __attribute__((aligned(8)));\n';
    const source = head + records.map((r) => r.text).join('\n');
    const result = parse(source);
    expect(errorsOf(result)).toEqual([]);
    const ours: string[] = [];
    const theirs = records.map(
      (
        { members, bits },
        n,
      ) => `{ static struct s${n} v; printf("s${n} %zu %zu", sizeof v, _Alignof(struct s${n}));
${members.map((m) => `printf(" %zu", __builtin_offsetof(struct s${n}, ${m}));`).join('')}
${bits.map((b) => `memset(&v, 0, sizeof v); v.${b} = -1; dump(&v, sizeof v);`).join('')} puts(""); }`,
    );
    for (const [n, { members, bits }] of records.entries()) {
      const type = result.unit?.records.find((r) => r.def.tag === `s${n}`);
      if (type) ours.push(describeRecord(type, n, members, bits));
    }
    const program = `#include <stdio.h>
#include <string.h>
${source}
static void dump(void *p, int n) { int from = -1, to = -1; for (int i = 0; i < n * 8; i++) if (((unsigned char *)p)[i / 8] >> (i % 8) & 1) { if (from < 0) from = i; to = i + 1; } printf(" %d:%d", from, to); }
int main(void) { ${theirs.join('\n')} }`;
    expect(ours.join('\n')).toBe(run(program).trim());
  });
});

function describeRecord(type: RecordType, n: number, members: string[], bits: string[]): string {
  const { def } = type;
  const find = (
    name: string,
    fields = def.fields,
    base = 0,
  ): { offset: number; from: number; width: number } | undefined => {
    for (const field of fields) {
      if (field.name === name)
        return {
          offset: base + field.offset,
          from: field.bits?.position ?? 0,
          width: field.bits?.width ?? 0,
        };
      if (field.name === undefined && field.type.kind === 'record') {
        const inner = find(name, field.type.def.fields, base + field.offset);
        if (inner) return inner;
      }
    }
    return undefined;
  };
  const parts = members.map((m) => ` ${find(m)?.offset}`);
  const places = bits.map((b) => {
    const place = find(b);
    return ` ${place?.from}:${(place?.from ?? 0) + (place?.width ?? 0)}`;
  });
  for (const field of def.fields)
    if (field.bits) {
      const { size, shift, width, position } = field.bits;
      expect(field.offset * 8 + shift).toBe(position);
      expect(shift + width).toBeLessThanOrEqual(size * 8);
      expect(field.offset + size).toBeLessThanOrEqual(def.size);
    }
  return `s${n} ${def.size} ${def.align}${parts.join('')}${places.join('')}`;
}
