import { expect, it } from 'vitest';
import type { Cell, CellKind, Notebook } from '../types';
import { deriveIds, FormatError, parseNotebook, writeFile } from './index';

/** mulberry32, so that a failing seed can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const LINES = [
  '',
  '',
  ' ',
  '\t',
  '---',
  '# Title',
  'text with ${x}',
  '    code',
  '\tcode',
  '- item',
  '  more',
  '> quote',
  '1. one',
  '```',
  '````',
  '~~~',
  '  ```',
  '    ```',
  '```js',
  '```js {}',
  '```js {#a name=x}',
  '~~~asm {args="1 `2`"}',
  '```asm {name=b}',
  '```md {}',
  '``` js {#c hide}',
  '   ```sh {k=\'v "w"\'}',
  '- ```js {}',
  '> ```js {}',
  '```js {1,3}',
  '```js {',
  '<!-- cell -->',
  '<!-- cell one -->',
  '  <!-- cell two -->',
  '<!--',
  '-->',
  '<div>',
  '</div>',
  '<pre>',
  '</pre>',
  'a\u0000b',
  '\uFEFF',
  'é 😀',
  '[a]: b',
  'title: x',
  '===',
  '|a|b|',
  '|-|-|',
  '\\',
  '`',
  '$',
  '\u2028',
  '```js {name=é}',
  '~~~~',
  '---js',
  '\f',
  '\u00a0',
];
const ENDS = ['\n', '\n', '\n', '\r\n', '\r'];
const KINDS: CellKind[] = ['md', 'md', 'js', 'asm', 'c', 'sh'];

const pick = <T>(next: (below: number) => number, from: T[]): T => from[next(from.length)];

function text(next: (below: number) => number): string {
  const eol = next(3) ? pick(next, ENDS) : undefined;
  let out = next(8) ? '' : '\uFEFF';
  if (!next(4)) out += `---${eol ?? '\n'}title: t${eol ?? '\n'}---${eol ?? '\n'}`;
  for (let n = next(14); n > 0; n--)
    out += pick(next, LINES) + (n > 1 || next(2) ? (eol ?? pick(next, ENDS)) : '');
  return out;
}

function cell(next: (below: number) => number, n: number): Cell {
  const kind = pick(next, KINDS);
  const source = Array.from({ length: next(5) }, () => pick(next, LINES)).join('\n');
  const made: Cell = { id: next(3) ? '' : `id${n}`, kind, attributes: {}, source };
  if (!next(3)) made.name = `n${n}`;
  for (let k = next(3); k > 0; k--)
    made.attributes[`k${k}`] = pick(next, [
      '',
      'x',
      'a b',
      '"',
      "'",
      '\\',
      '`',
      '${n}',
      '{}',
      '#',
      'é',
      'a\nb',
    ]);
  return made;
}

function readable(source: string): Notebook | undefined {
  try {
    return parseNotebook(source);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return undefined;
  }
}

it('gives any readable file back byte for byte', () => {
  let read = 0;
  for (let seed = 0; seed < 4000; seed++) {
    const source = text(random(seed));
    const notebook = readable(source);
    if (!notebook) continue;
    read++;
    expect(writeFile(notebook, source), `seed ${seed}`).toBe(source);
  }
  expect(read).toBeGreaterThan(2000);
});

it('writes any notebook so that it reads back the same', () => {
  for (let seed = 0; seed < 1500; seed++) {
    const next = random(seed);
    const cells = Array.from({ length: next(7) }, (_, n) => cell(next, n));
    deriveIds(cells);
    const notebook: Notebook = { title: 'T: 1', meta: { title: 'T: 1' }, cells };
    expect(parseNotebook(writeFile(notebook)), `seed ${seed}`).toEqual(notebook);
  }
});

it('keeps all cells when others are edited, moved, added and removed', () => {
  for (let seed = 0; seed < 1500; seed++) {
    const next = random(seed);
    const original = text(next);
    const notebook = readable(original);
    if (!notebook) continue;
    const cells = [...notebook.cells];
    for (let edits = 1 + next(3); edits > 0; edits--) {
      const at = next(cells.length + 1);
      if (!next(2)) cells.splice(at, 0, { ...cell(next, 90 + edits), id: `new${edits}` });
      else if (at < cells.length && next(2)) cells[at] = { ...cells[at], source: pick(next, LINES) };
      else if (cells.length > 0) cells.splice(next(cells.length), 0, ...cells.splice(at % cells.length, 1));
    }
    expect(readable(writeFile({ ...notebook, cells }, original))?.cells, `seed ${seed}`).toEqual(cells);
  }
});
