import { describe, expect, it } from 'vitest';
import { compile } from '../c/compile';
import { link } from '../ld';
import { type ObjectFile, readObject, splitObject, writeObject } from '.';

const objectOf = (source: string): ObjectFile => {
  const { object } = compile(source, { name: 'a.c', files: () => undefined, sections: true, level: 0 });
  if (!object) throw new Error('the source does not compile');
  return object;
};

const SOURCE = `
static int count;
int next(void) { return ++count; }
int last(void) { return count; }
static int twice(int x) { return x ? twice(x - 1) + 2 : 0; }
int use(void) { return twice(next()); }
int alone(void) { return 5; }
int table[4];
`;
const START = `
int alone(void), use(void), last(void);
void _start(void) { asm volatile("syscall" :: "a"(231), "D"(10 * (alone() + use()) + last())); __builtin_unreachable(); }
`;

/** Names that each part defines for others. */
const definitions = (parts: ObjectFile[]) =>
  parts.map(({ symbols }) =>
    symbols
      .filter((s) => s.binding !== 0 && s.section !== 'undefined')
      .map((s) => s.name)
      .sort()
      .join(' '),
  );

describe('an object taken apart', () => {
  it('keeps together what shares local names, and nothing else', () => {
    expect(definitions(splitObject(objectOf(SOURCE))).sort()).toEqual(['alone', 'last next', 'table', 'use']);
  });

  it('links to what the whole does, whichever way it was written', () => {
    const whole = objectOf(SOURCE);
    const parts = splitObject(whole).map((part) => readObject(writeObject(part), 'part.o'));
    const image = (objects: ObjectFile[]) => {
      const { elf, diagnostics } = link(
        [objectOf(START), ...objects].map((object) => ({ kind: 'object', object })),
        { static: true, gcSections: true },
      );
      expect(diagnostics).toEqual([]);
      return elf?.length;
    };
    expect(image(parts)).toBe(image([whole]));
  });

  it('has what is asked for weakly beside what it uses', () => {
    const object = objectOf('int list; void add(void) { list++; } int at_exit(void) { return list; }');
    expect(definitions(splitObject(object)).sort()).toEqual(['add', 'at_exit', 'list']);
    expect(definitions(splitObject(object, new Set(['at_exit']))).sort()).toEqual(['add', 'at_exit list']);
  });

  it('is whole when a table of its own calls it', () => {
    expect(
      splitObject(objectOf('int f(void) { return 1; } __attribute__((constructor)) void g(void) {}')),
    ).toHaveLength(1);
  });
});
