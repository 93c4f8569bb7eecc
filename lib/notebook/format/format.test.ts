import { describe, expect, it } from 'vitest';
import type { Cell } from '../types';
import { FormatError, parseFile, parseNotebook, writeFile } from './index';

const LESSON = `---
title: A million writes
profile: measured-vm
# kept
---
Prose with \${values}.

\`\`\`asm {#u name=unbuffered args="1000000"}
mov eax, 1
\`\`\`

\`\`\`js
not a cell
\`\`\`

\`\`\`\`js {name=chart}
\`\`\`
inner
\`\`\`\`
<!-- cell tail -->
The end.`;

describe('reading', () => {
  it('finds cells, attributes, ids and front matter', () => {
    const { title, meta, cells } = parseNotebook(LESSON);
    expect(title).toBe('A million writes');
    expect(meta).toEqual({ title: 'A million writes', profile: 'measured-vm' });
    expect(cells).toEqual([
      { id: 'md-u', kind: 'md', attributes: {}, source: 'Prose with ${values}.' },
      { id: 'u', kind: 'asm', name: 'unbuffered', attributes: { args: '1000000' }, source: 'mov eax, 1' },
      { id: 'md-chart', kind: 'md', attributes: {}, source: '```js\nnot a cell\n```' },
      { id: 'chart', kind: 'js', name: 'chart', attributes: {}, source: '```\ninner' },
      { id: 'tail', kind: 'md', attributes: {}, source: 'The end.' },
    ]);
  });

  it('tells front matter from a rule', () => {
    expect(parseNotebook('---\n\n title: x\n---\n').meta).toEqual({});
    expect(parseNotebook('---\n\ntitle: x\n---\n').meta).toEqual({ title: 'x' });
    expect(parseNotebook('---\nA rule, and prose.\n').cells).toHaveLength(1);
  });

  it('leaves fences that are not cells in the prose', () => {
    const prose = [
      '```js {1,3-5}\nx\n```',
      '```python {name=x}\nx\n```',
      '- item\n  ```js {name=x}\n  x\n  ```',
      '> ```js {name=x}\n> x\n> ```',
      '    ```js {name=x}\n    x',
      '````md\n```js {name=x}\n```\n````',
      '```js {name=x name=y}\nx\n```',
      '```js {name="x\n```',
    ];
    for (const text of prose) {
      expect(parseNotebook(text).cells.map((cell) => cell.kind)).toEqual(['md']);
    }
    expect(parseFile('```js {name="x}\nx\n```').warnings).toEqual([
      { line: 1, message: expect.stringContaining('cannot be read') },
    ]);
  });

  it('says what is wrong, and where', () => {
    const message = (text: string) => {
      try {
        parseNotebook(text, 'l.md');
        return 'no error';
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        return (error as FormatError).message;
      }
    };
    expect(message('# a\n\n```js {}\nx')).toMatch(
      /^l\.md:3: the fence opened here is never closed; end it with a line of ```$/,
    );
    expect(message('---\ntitle: x\n')).toMatch(/^l\.md:1: the front matter/);
    expect(message('```js {#a}\n```\n\n```js {#a}\n```')).toMatch(
      /^l\.md:4: the id a is already that of the cell at line 1/,
    );
  });

  it('reads odd attributes', () => {
    const cell = (block: string) => parseNotebook(`~~~asm ${block}\nnop\n~~~`).cells[0];
    expect(cell(`{ #a-1  name=x args='say "hi"' stdin="a\\nb\\"\\\\" hide }`)).toMatchObject({
      id: 'a-1',
      name: 'x',
      attributes: { args: 'say "hi"', stdin: 'a\nb"\\', hide: '' },
    });
    expect(cell('{}').kind).toBe('asm');
    expect(cell('{args="`x`"}').attributes).toEqual({ args: '`x`' });
  });
});

describe('writing', () => {
  const same = (text: string) => expect(writeFile(parseNotebook(text), text)).toBe(text);

  it('gives unchanged files back byte for byte', () => {
    same(LESSON);
    same(LESSON.replaceAll('\n', '\r\n'));
    same(`\uFEFF${LESSON}`);
    same(`${LESSON}\n\n\n`);
    same('');
    same('\n\n');
    same('\uFEFF');
    same('---\ntitle: x\n---');
    same('   ~~~~asm {}\n   mov eax, 1\n  ~~~~~  \n\ttab\n');
    same('```js {}\n```\n```js {}\n\n```\ntext');
    same('---\n\nrule\n');
    same('---\n\ntitle: x\n\n---\n\ntext');
    same('---\n---\n\ntext');
  });

  it('changes only what was edited', () => {
    const notebook = parseNotebook(LESSON);
    const unbuffered = notebook.cells[1];
    const edited = { ...notebook, cells: notebook.cells.with(1, { ...unbuffered, source: 'nop\nnop' }) };
    expect(writeFile(edited, LESSON)).toBe(LESSON.replace('mov eax, 1', 'nop\nnop'));
    expect(writeFile({ ...notebook, title: 'Two: writes' }, LESSON)).toBe(
      LESSON.replace('title: A million writes', 'title: "Two: writes"'),
    );
  });

  it('keeps ids over moves, and states them only where needed', () => {
    const notebook = parseNotebook(LESSON);
    const moved = { ...notebook, cells: [...notebook.cells.slice(2), ...notebook.cells.slice(0, 2)] };
    const text = writeFile(moved, LESSON);
    expect(parseNotebook(text).cells).toEqual(moved.cells);
    expect(text.match(/<!-- cell/g)).toHaveLength(2);
  });

  it('puts prose that would be read as something else into a fence', () => {
    const sources = [
      '```js {name=x}\n1\n```',
      '',
      '\nblank around\n',
      '```\nopen',
      '<!-- cell a -->',
      '<!-- open',
      '---\na: b\n---',
      '````\n````',
    ];
    for (const source of sources) {
      const cells: Cell[] = [
        { id: 'one', kind: 'md', attributes: {}, source },
        { id: 'two', kind: 'js', attributes: { title: 'a`b' }, source: '~~~\n```' },
      ];
      expect(parseNotebook(writeFile({ title: 't', meta: {}, cells })).cells).toEqual(cells);
    }
  });
});
