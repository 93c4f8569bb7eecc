import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingTools } from '../asm/native';
import { linkNatively, run, scratch, toAssembly } from './oracle';
import { randomFrom } from './random-ir';

const missing = missingTools('gcc', 'as');
const first = Number(process.env.FUZZ_SEED ?? 1);
const count = Number(process.env.FUZZ_CASES ?? 15);

/** Vectors by name: the element and how many there are. */
const VECTORS: Record<string, [element: string, count: number]> = {
  v4si: ['int', 4],
  v16qi: ['char', 16],
  v2df: ['double', 2],
  v4sf: ['float', 4],
  v2sf: ['float', 2],
  v4hi: ['short', 4],
};
const VECTOR_TYPES = Object.entries(VECTORS).map(
  ([name, [element, count]]) =>
    `typedef ${element} ${name} __attribute__((vector_size(${count} * sizeof(${element}))));`,
);

const SCALARS = [
  'char',
  'unsigned char',
  'short',
  'int',
  'unsigned',
  'long',
  'float',
  'double',
  'long double',
  'void *',
  '_Bool',
  '__int128',
  '_Complex float',
  '_Complex double',
  '_Complex long double',
  ...Object.keys(VECTORS),
];

/** A type by its C declaration, and how one is filled from a number and told apart. */
interface CallType {
  name: string;
  declaration: string;
  /** Paths to its scalars: `.a`, `.b[1]`, or '' for a scalar itself. */
  leaves: Leaf[];
}

interface Leaf {
  path: string;
  type: string;
  bits?: number;
  /** `__real__` or `__imag__`, for a part of a complex number. */
  part?: string;
}

/** A scalar, or the parts of one that is complex, or the elements of a vector. */
const leavesOf = (path: string, type: string): Leaf[] => {
  const vector = VECTORS[type];
  if (vector)
    return Array.from({ length: vector[1] }, (_, i) => ({ path: `${path}[${i}]`, type: vector[0] }));
  return type.startsWith('_Complex')
    ? ['__real__ ', '__imag__ '].map((part) => ({ path, type, part }))
    : [{ path, type }];
};

const at = (name: string, { path, part = '' }: Leaf): string => `${part}${name}${path}`;

type Random = (below: number) => number;

function scalar(random: Random): CallType {
  const type = SCALARS[random(SCALARS.length)];
  return { name: type, declaration: '', leaves: leavesOf('', type) };
}

function record(random: Random, number: number): CallType {
  const name = `struct s${number}`;
  const members: string[] = [];
  const leaves: CallType['leaves'] = [];
  const small = ['char', 'short', 'int', 'float', 'double', 'long', 'void *'];
  for (let i = random(4); i >= 0; i--) {
    const type = random(8) === 0 ? SCALARS[random(SCALARS.length)] : small[random(small.length)];
    const member = `m${i}`;
    const shape = random(6);
    if (shape === 0) {
      members.push(`${type} ${member}[2];`);
      leaves.push(...leavesOf(`.${member}[0]`, type), ...leavesOf(`.${member}[1]`, type));
    } else if (shape === 1 && (type === 'int' || type === 'long' || type === 'char')) {
      members.push(`unsigned ${type} ${member} : 5;`);
      leaves.push({ path: `.${member}`, type, bits: 5 });
    } else if (shape === 2) {
      members.push(`struct { ${type} x; short y; } ${member};`);
      leaves.push(...leavesOf(`.${member}.x`, type), { path: `.${member}.y`, type: 'short' });
    } else {
      members.push(`${type} ${member};`);
      leaves.push(...leavesOf(`.${member}`, type));
    }
  }
  return { name, declaration: `${name} { ${members.join(' ')} };`, leaves };
}

const valueOfType = (leaf: Leaf, random: Random): string => {
  const n = random(100) + 1;
  if (leaf.bits) return String(n % 32);
  if (leaf.type === '_Bool') return String(n & 1);
  if (leaf.type === 'void *') return `(void *)${n}L`;
  if (/float|double/.test(leaf.type)) return `${n}.5`;
  return leaf.type === '__int128' ? `((__int128)${n} << 70) + ${n}` : String(n);
};

/** Functions with random signatures in one file, calls of them in another. */
function sources(seed: number): { shared: string; callees: string; callers: string } {
  const random = randomFrom(seed);
  const shared: string[] = ['#include <stdarg.h>', '#include <stdio.h>', ...VECTOR_TYPES];
  const callees: string[] = [
    'static double total;',
    '#define SEE(x) (total = total * 3 + (double)(long)(x))',
  ];
  const callers: string[] = [];
  const body: string[] = [];
  let records = 0;
  const type = (): CallType => {
    if (random(2)) return scalar(random);
    const made = record(random, records++);
    shared.push(made.declaration);
    return made;
  };
  for (let f = 0; f < 6; f++) {
    const params = Array.from({ length: random(11) }, type);
    const returns = type();
    const variadic = params.length > 0 && random(3) === 0;
    const extra = variadic
      ? Array.from({ length: random(9) }, () => {
          const one = type();
          // What the promotions change cannot be read back as it was.
          return /^(char|unsigned char|short|float|_Bool)$/.test(one.name)
            ? { ...one, name: 'int', leaves: [{ path: '', type: 'int' }] }
            : one;
        })
      : [];
    const list =
      [...params.map((p, i) => `${p.name} p${i}`), ...(variadic ? ['...'] : [])].join(', ') || 'void';
    shared.push(`${returns.name} f${f}(${list}); extern double seen${f};`);
    const lines = params.flatMap((p, i) => p.leaves.map((leaf) => `SEE(${at(`p${i}`, leaf)});`));
    if (variadic) {
      lines.push(`va_list ap; va_start(ap, p${params.length - 1});`);
      extra.forEach((p, i) => {
        lines.push(
          `${p.name} v${i} = va_arg(ap, ${p.name});`,
          ...p.leaves.map((leaf) => `SEE(${at(`v${i}`, leaf)});`),
        );
      });
      lines.push('va_end(ap);');
    }
    const fill = returns.leaves.map((leaf) => `${at('r', leaf)} = ${valueOfType(leaf, random)};`).join(' ');
    callees.push(
      `double seen${f}; ${returns.name} f${f}(${list}) { total = 0; ${lines.join(' ')} seen${f} = total; ${returns.name} r; ${fill} return r; }`,
    );
    const names: string[] = [];
    const set: string[] = [];
    [...params, ...extra].forEach((p, i) => {
      names.push(`a${i}`);
      set.push(
        `${p.name} a${i};`,
        ...p.leaves.map((leaf) => `${at(`a${i}`, leaf)} = ${valueOfType(leaf, random)};`),
      );
    });
    const shown = returns.leaves.map((leaf) => `printf(" %ld", (long)${at('r', leaf)});`).join(' ');
    body.push(
      `{ ${set.join(' ')} ${returns.name} r = f${f}(${names.join(', ')}); printf("f${f} %.0f", seen${f}); ${shown} puts(""); }`,
    );
  }
  callers.push(`int main(void) { ${body.join('\n')} return 0; }`);
  return { shared: `${shared.join('\n')}\n`, callees: callees.join('\n'), callers: callers.join('\n') };
}

describe.skipIf(missing)(
  `objects of gcc and ours call each other${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    it(`with random signatures, seeds ${first} to ${first + count - 1}`, { timeout: 300_000 }, () => {
      const folder = scratch();
      const wrong: string[] = [];
      for (let seed = first; seed < first + count; seed++) {
        const { shared, callees, callers } = sources(seed);
        const file = (name: string, text: string) => {
          writeFileSync(join(folder, name), text);
          return join(folder, name);
        };
        const a = file('a.c', shared + callees);
        const b = file('b.c', shared + callers);
        const expected = run(linkNatively(folder, 'gcc', [a, b])).output;
        const level = (seed & 1) as 0 | 1;
        const oursA = file('a.s', toAssembly(shared + callees, 'a.c', { level }));
        const oursB = file('b.s', toAssembly(shared + callers, 'b.c', { level }));
        for (const [label, inputs] of [
          ['ours called', [oursA, b]],
          ['ours calling', [a, oursB]],
        ] as const) {
          const { output } = run(linkNatively(folder, 'mixed', [...inputs]));
          if (output !== expected)
            wrong.push(`seed ${seed}, ${label} at -O${level}: gcc ${expected}, here ${output}`);
        }
      }
      rmSync(folder, { recursive: true });
      expect(wrong).toEqual([]);
    });
  },
);
