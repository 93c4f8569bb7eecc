import { describe, expect, it } from 'vitest';
import { FormatError, readNotebook, toKit } from './index';
import { fromObservable } from './observable';

const KIT = `<!doctype html>
<notebook theme="air">
  <title>Bars &amp; lines</title>
  <script id="1" type="text/markdown">
    # Bars

    Of \${n}.
  </script>
  <script id="2" type="module" pinned="">
    const n = 3;
    display("<\\/script>");
  </script>
  <script id="3" type="text/html">
    <b>\`\${n}\`</b>
  </script>
  <script id="4" type="application/x-tex">
    \\frac{a}{b}
  </script>
  <script id="5" type="application/vnd.observable.javascript">
    viewof k = Inputs.range([0, 10])
  </script>
  <script id="6" type="application/sql" database="x">
    SELECT 1
  </script>
  <script id="7" type="module" hidden="">
    n
  </script>
</notebook>
`;

describe('a notebook of Observable as HTML', () => {
  it('becomes cells, and says what does not carry over', () => {
    const { notebook, warnings } = readNotebook(KIT, 'bars.html');
    expect(notebook.title).toBe('Bars & lines');
    expect(notebook.cells.map(({ kind, source }) => [kind, source])).toEqual([
      ['md', '# Bars\n\nOf ${n}.'],
      ['js', 'const n = 3;\ndisplay("</script>");'],
      ['js', 'html`<b>\\`${n}\\`</b>`'],
      ['js', 'tex.block`\\frac{a}{b}`'],
      ['js', 'const k = view(Inputs.range([0, 10]));'],
      ['md', '```sql\nSELECT 1\n```'],
      ['js', 'n'],
    ]);
    expect(notebook.cells.at(-1)?.attributes).toEqual({ hide: '' });
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(7);
    expect(warnings).toEqual(['1 cell of sql became text: no such program runs here']);
  });

  it('is written so that it reads back, programs as text', () => {
    const { notebook } = readNotebook(KIT, 'bars.html');
    const back = readNotebook(toKit(notebook), 'bars.html').notebook;
    expect(back.title).toBe(notebook.title);
    expect(back.cells.map(({ kind, source }) => [kind, source])).toEqual(
      notebook.cells.map(({ kind, source }) => [kind, source]),
    );
    const program = { id: 'p', kind: 'c', attributes: {}, source: '  int x;\n\nint y;' } as const;
    const [cell] = readNotebook(toKit({ title: '', meta: {}, cells: [program] }), 'p.html').notebook.cells;
    expect([cell.kind, cell.source]).toEqual(['md', '```c\n  int x;\n\nint y;\n```']);
  });

  it('without a cell is none', () => {
    expect(() => readNotebook('<notebook></notebook>', 'n.html')).toThrow(FormatError);
  });

  it('is found behind comments and a document’s beginning, whatever quotes it has; other pages are refused', () => {
    const inside =
      "<!-- by hand -->\n<notebook><script id=9 type='text/html'>\n<i>${n}</i></script></notebook>";
    for (const text of [
      inside,
      `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>${inside}`,
    ])
      expect(readNotebook(text, 'n.html').notebook.cells.map(({ source }) => source)).toEqual([
        'html`<i>${n}</i>`',
      ]);
    expect(() => readNotebook('<!doctype html><html><p>Not found', 'n.html')).toThrow(
      'n.html:1: this page is no notebook: it has no <notebook>',
    );
  });
});

it.each([
  ['x = 5', 'const x = 5;'],
  ['viewof x = Inputs.text()', 'const x = view(Inputs.text());'],
  ['mutable count = 0', 'const count = Mutable(0);'],
  ['++mutable count', '++count.value'],
  ['bars = viewof x.value + 1;', 'const bars = x.value + 1;'],
  [
    'sum = {\n  let s = 0;\n  return s;\n}',
    'const sum = (async function () {\n  let s = 0;\n  return s;\n})();',
  ],
  ['{ while (true) yield 1; }', '(async function* () { while (true) yield 1; })()'],
  ['row = ({a: 1})', 'const row = ({a: 1});'],
  ['x => x + 1', 'x => x + 1'],
  ['x == 5', 'x == 5'],
  ['function f() { return 1 }', 'function f() { return 1 }'],
  ['Plot.plot({})', 'Plot.plot({})'],
])('Observable’s older %s', (before, after) => {
  expect(fromObservable(before)).toBe(after);
});
