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

  it('takes the notebook’s files along, pictures where Jupyter shows them', () => {
    const text =
      '# T\n\n![a](my%20pic.png) ![b](<./plot(1).svg>) <img alt="" src="photo.jpeg"> ![c](https://e.org/x.png)\n\n' +
      '```js {#d}\nFileAttachment("data.csv")\n```\n';
    const files = ['my pic.png', 'plot(1).svg', 'photo.jpeg', 'data.csv', 'same.csv'].map((name) => ({
      name,
      bytes: utf8(name === 'same.csv' ? 'data.csv' : name),
    }));
    const made = toIpynb(parseNotebook(text), files);
    const { cells, metadata } = JSON.parse(made);
    expect(cells[0].source.join('')).toBe(
      '# T\n\n![a](attachment:my%20pic.png) ![b](<attachment:plot(1).svg>) ' +
        '<img alt="" src="attachment:photo.jpeg"> ![c](https://e.org/x.png)',
    );
    expect(cells[0].attachments).toEqual({
      'my pic.png': { 'image/png': btoa('my pic.png') },
      'plot(1).svg': { 'image/svg+xml': btoa('plot(1).svg') },
      'photo.jpeg': { 'image/jpeg': btoa('photo.jpeg') },
    });
    expect(Object.keys(metadata.trapdoor.files)).toEqual(['data.csv', 'same.csv']);
    const back = fromIpynb(made, 't.ipynb');
    expect(back.warnings).toEqual([]);
    expect(back.notebook.cells[0].source).toBe(
      '# T\n\n![a](my%20pic.png) ![b](<plot%281%29.svg>) <img alt="" src="photo.jpeg"> ![c](https://e.org/x.png)',
    );
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect([...back.files].sort(byName)).toEqual([...files].sort(byName));
    const beside = fromIpynb(made.replace(btoa('data.csv'), '?'), 't.ipynb', ['same.csv']);
    expect(beside.warnings).toEqual([
      'its file data.csv cannot be read and was left out',
      'its file same.csv is same-2.csv here: there was one of that name',
    ]);
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

  it('reads notebooks of version 3', () => {
    const cells = [
      { cell_type: 'heading', level: 2, source: ['Head'] },
      { cell_type: 'code', language: 'python', input: ['a\n', 'b'], outputs: [] },
      { cell_type: 'code', language: 'bash', input: 'ls', outputs: [] },
    ];
    const old = JSON.stringify({ worksheets: [{ cells }, { cells: [] }], nbformat: 3, metadata: {} });
    const { notebook, warnings } = fromIpynb(old, 'o.ipynb');
    expect(notebook.cells.map(({ kind, source }) => [kind, source])).toEqual([
      ['md', '## Head'],
      ['md', '```python\na\nb\n```'],
      ['sh', 'ls'],
    ]);
    expect(warnings).toEqual(['1 cell of python became text: no such program runs here']);
  });

  it('reads what other programs write that is not quite JSON or names its language elsewhere', () => {
    const cells = [{ cell_type: 'code', source: 'NaN', outputs: [{ data: 'OUT' }] }];
    const c = jupyter(cells, { language_info: { name: 'text/plain' }, kernelspec: { name: 'c' } });
    const odd = `\ufeff${c.replace('"OUT"', '{"a": NaN, "b": [-Infinity], "c": "NaN \\" NaN"}')}`;
    const { text, warnings } = readBundle(utf8(odd), 'c.ipynb');
    expect(text).toBe('```c {}\nNaN\n```\n');
    expect(warnings).toEqual(['outputs of 1 cell were left out: they are made anew here']);
  });

  it('takes the language of a cell from its magic', () => {
    const kinds = ['%%html\n<b>`</b>', '%%markdown\n# A', '%%bash --out x\nls', '%%time\nx'].map(
      (source) => fromIpynb(jupyter([{ cell_type: 'code', source }]), 'm').notebook.cells[0],
    );
    expect(kinds.map(({ kind, source }) => [kind, source])).toEqual([
      ['js', 'html`<b>\\`</b>`'],
      ['md', '# A'],
      ['sh', 'ls'],
      ['md', '```python\n%%time\nx\n```'],
    ]);
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
    ['a file without cells', '{"nbformat": 4}', /^x\.ipynb:1: this is no Jupyter notebook: /],
    ['an empty file', '\n', /^x\.ipynb:1: the file is empty/],
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
