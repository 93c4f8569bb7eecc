import { describe, expect, it } from 'vitest';
import type { Cell } from '../../lib/notebook/types';
import { findAll, type Match, replaceIn } from './find';

const cells = (...sources: string[]): Cell[] =>
  sources.map((source, n) => ({ id: `c${n}`, kind: 'js', attributes: {}, source }));
const plain = (text: string) => ({ text, exact: false, pattern: false });

describe('find and replace', () => {
  it('finds in document order, with and without regard to case', () => {
    expect(findAll(cells('Write write', 'rewrite'), plain('write'))).toEqual([
      { id: 'c0', start: 0, end: 5 },
      { id: 'c0', start: 6, end: 11 },
      { id: 'c1', start: 2, end: 7 },
    ]);
    expect(findAll(cells('Write write'), { ...plain('Write'), exact: true })).toHaveLength(1);
  });

  it('takes signs as they are, unless it is a pattern', () => {
    expect(findAll(cells('a.b a+b'), plain('a.b'))).toHaveLength(1);
    expect(findAll(cells('a.b a+b'), { text: 'a.b', exact: true, pattern: true })).toHaveLength(2);
    expect(findAll(cells('x'), { text: '(', exact: true, pattern: true })).toBeInstanceOf(Error);
  });

  it('ends with a pattern that matches nothing at all', () => {
    expect(findAll(cells('abc'), { text: 'x*', exact: true, pattern: true })).toEqual([]);
  });

  it('replaces the wanted matches only, with groups in patterns', () => {
    const query = { text: '(\\w+)\\.(\\w+)', exact: true, pattern: true };
    const source = 'a.b c.d';
    const all = findAll(cells(source), query) as Match[];
    expect(replaceIn(source, all, query, '$2.$1 $$1')).toBe('b.a $1 d.c $1');
    expect(replaceIn(source, [all[1]], query, '<$&>')).toBe('a.b <c.d>');
    const dollar = plain('c.d');
    expect(replaceIn(source, findAll(cells(source), dollar) as Match[], dollar, '$&')).toBe('a.b $&');
  });
});
