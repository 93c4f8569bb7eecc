import { describe, expect, it } from 'vitest';
import { FormatError, fromIpynb, parseNotebook, readBundle, toIpynb, writeFile, writeZip } from './index';

const utf8 = (text: string) => new TextEncoder().encode(text);

const TEXT = `---
title: Writes
profile: zen2
---

Prose with \${values}.

\`\`\`c {#p name=copy args="1 2" hide}
int main(void) { return 0; }
\`\`\`

\`\`\`js {#chart}
charts.calls(copy)
\`\`\`

\`\`\`exercise {#q}
How many?
--- answer
1
\`\`\`
`;

const jupyter = (cells: unknown[], metadata: unknown = { language_info: { name: 'python' } }) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1);

describe('.ipynb', () => {
  it('brings our own notebooks back as they went', () => {
    const notebook = parseNotebook(TEXT);
    const { notebook: back, warnings } = fromIpynb(toIpynb(notebook), 'w.ipynb');
    expect(back).toEqual(notebook);
    expect(warnings).toEqual([]);
    expect(writeFile(back, TEXT)).toBe(TEXT);
  });

  it('writes what nbformat 4.5 asks for', () => {
    const file = JSON.parse(toIpynb(parseNotebook(TEXT)));
    expect(file).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { title: 'Writes' } });
    for (const cell of file.cells) {
      expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
      expect(cell.source.slice(0, -1).every((line: string) => line.endsWith('\n'))).toBe(true);
      if (cell.cell_type === 'code') expect(cell).toMatchObject({ outputs: [], execution_count: null });
    }
  });

  it('reads notebooks of others, and says what does not carry over', () => {
    const { notebook, warnings } = fromIpynb(
      jupyter([
        { cell_type: 'markdown', metadata: {}, source: ['# Title\n', 'text'], attachments: { a: 1 } },
        { cell_type: 'code', metadata: {}, source: 'print("```")', outputs: [{}], execution_count: 1 },
        { cell_type: 'code', metadata: {}, source: ['%%bash\n', 'ls'], outputs: [] },
        { cell_type: 'raw', metadata: {}, source: 'raw' },
      ]),
      'o.ipynb',
    );
    expect(notebook.cells.map(({ kind, source }) => [kind, source])).toEqual([
      ['md', '# Title\ntext'],
      ['md', '````python\nprint("```")\n````'],
      ['sh', 'ls'],
      ['md', '```\nraw\n```'],
    ]);
    expect(warnings).toEqual([
      'what is attached to 1 cell cannot be read and was left out',
      'outputs of 1 cell were left out: they are made anew here',
      '1 cell of python became text: no such program runs here',
      '1 cell of raw text became text',
    ]);
    const js = fromIpynb(
      jupyter([{ cell_type: 'code', source: '1' }], { kernelspec: { language: 'javascript' } }),
      'j',
    );
    expect(js.notebook.cells[0].kind).toBe('js');
  });

  it('keeps pictures attached to cells as files, each under a name of its own', () => {
    const picture = (text: string) => ({ 'image/png': btoa(text) });
    const markdown = (source: string, attachments: object) => ({
      cell_type: 'markdown',
      source,
      attachments,
    });
    const { notebook, files, warnings } = fromIpynb(
      jupyter([
        markdown('![a](attachment:image.png) ![b](attachment:my%20pic.png)', {
          'image.png': picture('one'),
          'my pic.png': picture('two'),
        }),
        markdown('<img src="attachment:image.png">, attachment:other', { 'image.png': picture('three') }),
        markdown('![](attachment:image.png)![](attachment:c(1))', {
          'image.png': { 'image/png': [btoa('on').slice(0, 2), btoa('on').slice(2)] },
          'c(1)': picture('one'),
        }),
        markdown('![](attachment:d(1))', { 'd(1)': picture('four') }),
      ]),
      'o.ipynb',
      ['image-2.png'],
    );
    expect(warnings).toEqual([]);
    expect(notebook.cells.map(({ source }) => source)).toEqual([
      '![a](image.png) ![b](my%20pic.png)',
      '<img src="image-3.png">, attachment:other',
      '![](image-4.png)![](image.png)',
      '![](d%281%29.png)',
    ]);
    expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['image.png', 'one'],
      ['my pic.png', 'two'],
      ['image-3.png', 'three'],
      ['image-4.png', 'on'],
      ['d(1).png', 'four'],
    ]);
    expect(readBundle(utf8(jupyter([markdown('x', { 'a.png': picture('a') })])), 'a.ipynb').files).toEqual([
      { name: 'a.png', bytes: utf8('a') },
    ]);
  });

  it.each([
    ['broken JSON', '{\n "cells": [\n  {"a": 1,}\n ]\n}', /^x\.ipynb:3: this is not JSON: /],
    ['a word in JSON', '{\n "cells": [\n  oops\n]}', /^x\.ipynb:3: this is not JSON: Unexpected token 'o'$/],
    ['JSON that stops', '{\n "cells": [\n', /^x\.ipynb:3: this is not JSON: /],
    ['another JSON', '[]', /^x\.ipynb:1: this is no notebook/],
    ['version 3', '{"worksheets": []}', /^x\.ipynb:1: this is no Jupyter notebook of version 4/],
    ['a cell that is none', '{"cells": [1]}', /^x\.ipynb:1: cell 1 is not an object/],
    ['a cell without source', '{"cells": [{"cell_type": "code"}]}', /^x\.ipynb:1: cell 1 has no source/],
  ])('says what is wrong with %s', (_what, text, message) => {
    expect(() => fromIpynb(text, 'x.ipynb')).toThrow(FormatError);
    expect(() => fromIpynb(text, 'x.ipynb')).toThrow(message);
  });
});

describe('files that hold a notebook', () => {
  it('brings a .md file byte for byte, its byte order mark included', () => {
    const text = `\ufeff${TEXT.replaceAll('\n', '\r\n')}`;
    expect(readBundle(utf8(text), 'w.md')).toMatchObject({ text, title: 'Writes', warnings: [] });
  });

  it('brings a .zip file with what lies beside the notebook', () => {
    const files = [{ name: 'data.csv', bytes: utf8('a,b\n1,2\n') }];
    expect(readBundle(writeZip(TEXT, files), 'w.zip')).toEqual({
      text: TEXT,
      title: 'Writes',
      warnings: [],
      files,
    });
  });

  it('refuses what is none of these', () => {
    expect(() => readBundle(new Uint8Array([35, 10, 0xff, 0xfe]), 'b.md')).toThrow(
      /^b\.md:2: this is not text in UTF-8/,
    );
    expect(() => readBundle(utf8('PK\x03\x04 broken'), 'b.zip')).toThrow(
      /^b\.zip:1: this \.zip file is damaged/,
    );
    expect(readBundle(utf8('```js {name="x\nx\n```'), 'b.md').warnings[0]).toMatch(
      /^b\.md:1: these attributes/,
    );
  });
});
