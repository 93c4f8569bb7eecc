import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseNotebook } from '../../../lib/notebook/format';
import { compile } from '../../../lib/notebook/runtime/transpile';
import { libraryFiles } from '../../../scripts/types.mjs';
import type { BookCell } from './cells';
import { createService } from './service';

const LIBRARIES = dirname(require.resolve('typescript'));
const read = (name: string) =>
  /^lib\.[\w.]*d\.ts$/.test(name) ? readFileSync(join(LIBRARIES, name), 'utf8') : undefined;

const service = createService(ts, read);
service.setLibraries(libraryFiles());

/** A js cell with the names the runtime finds in it. */
const js = (id: string, source: string): BookCell => {
  let defines: string[] = [];
  try {
    defines = compile(source).outputs;
  } catch {
    // It does not compile; it defines nothing then.
  }
  return { id, kind: 'js', source, defines };
};
const program = (name: string): BookCell => ({ id: name, kind: 'program', source: '', defines: [name] });

/** Asks at the sign | of the last source. */
function at(sources: Record<string, string>) {
  const entries = Object.entries(sources);
  const [id, marked] = entries[entries.length - 1];
  const offset = marked.indexOf('|');
  service.setCells([program('copy'), ...entries.map(([name, source]) => js(name, source.replace('|', '')))]);
  return { id, offset };
}
const names = (sources: Record<string, string>) => {
  const { id, offset } = at(sources);
  return service.complete(id, offset).map(({ name }) => name);
};
const hover = (sources: Record<string, string>) => {
  const { id, offset } = at(sources);
  return service.hover(id, offset);
};

describe('a chain of cells too long for the stack', () => {
  const LONG = 3000;
  const chain = (numbers: number[]) =>
    Object.fromEntries(numbers.map((n) => [`c${n}`, `const a${n} = ${n === 0 ? 1 : `a${n - 1} + 1`}`]));
  const upwards = Array.from({ length: LONG }, (_, n) => n);

  test('has types, whichever way it stands in the notebook', () => {
    for (const order of [upwards, upwards.toReversed()]) {
      expect(hover({ ...chain(order), z: `a${LONG - 1}|` })?.code).toBe(`var a${LONG - 1}: number`);
      expect(names({ ...chain(order), z: `a${LONG - 1}.|` })).toContain('toFixed');
      expect(service.problems(`c${LONG - 1}`)).toEqual([]);
    }
  });

  test('leaves none of its trouble to others', () => {
    expect(hover({ a: 'const n = 1', z: 'n|' })?.code).toBe('var n: 1');
  });
});

describe('completion', () => {
  test('knows the fields of a run, of a sweep’s rows, and the lab’s charts', () => {
    expect(names({ a: 'copy.|' })).toEqual(expect.arrayContaining(['counts', 'calls', 'stdout', 'strace']));
    const sweep = 'const runs = await sweep([1, 2], (size) => run("copy", { args: [size] }))';
    expect(names({ a: sweep, b: 'runs[0].|' })).toEqual(expect.arrayContaining(['ns', 'value', 'exit']));
    expect(names({ a: 'charts.|' })).toEqual(
      expect.arrayContaining(['calls', 'overheadByBuffer', 'vdsoVsTrap']),
    );
    expect(names({ a: 'Plot.|' })).toEqual(expect.arrayContaining(['barX', 'plot', 'line']));
    expect(names({ a: 'd3.|' })).toEqual(expect.arrayContaining(['rollup', 'scaleLinear']));
    expect(names({ a: 'Inputs.|' })).toEqual(expect.arrayContaining(['range', 'select', 'table']));
  });

  test('names of cells and of the lab come before the browser’s', () => {
    const { id, offset } = at({ a: 'const mine = 1', b: 'm|' });
    const all = service.complete(id, offset);
    const ranks = new Map(all.map(({ name, rank }) => [name, rank]));
    expect(ranks.get('mine')).toBe('0');
    expect(ranks.get('copy')).toBe('0');
    expect(ranks.get('Plot')).toBe('0');
    expect(ranks.get('matchMedia')).not.toBe('0');
  });
});

describe('types of other cells', () => {
  test('promises are awaited, inputs followed, programs are runs', () => {
    expect(hover({ a: 'const later = Promise.resolve(5)', b: 'lat|er' })?.code).toBe('var later: number');
    expect(hover({ a: 'const n = view(Inputs.range([1, 9]))', b: '|n' })?.code).toBe('var n: number');
    expect(hover({ a: 'const rows = [{x: 1}]', b: 'rows.map((row) => ro|w)' })?.code).toContain('x: number');
    expect(hover({ a: 'co|py' })?.code).toBe('var copy: ProgramRun');
  });

  test('cells in a circle, and names used while they are missing, do no harm', () => {
    expect(hover({ a: 'const x = y', b: 'const y = |x' })?.code).toContain('x');
    expect(names({ a: 'const x = 1', b: 'const y = x +\n|' })).toContain('x');
  });

  test('the documentation of the lab is shown', () => {
    expect(hover({ a: 'swe|ep([1], (n) => n)' })?.text).toContain('for each value');
  });

  test('signatures, also inside a name’s parentheses', () => {
    const { id, offset } = at({ a: 'run("copy", |)' });
    const found = service.signatures(id, offset);
    expect(found?.argument).toBe(1);
    expect(found?.all[0].label).toBe(
      'run(program: string | ProgramRun, options?: RunOptions): Promise<ProgramRun>',
    );
  });

  test('a definition is found in its cell', () => {
    const one = at({ a: '1\nconst size = 16', b: 'siz|e + 1' });
    expect(service.definition(one.id, one.offset)).toEqual({ cell: 'a', start: 8, end: 12 });
    const own = at({ a: 'const here = 1\nher|e' });
    expect(service.definition(own.id, own.offset)).toEqual({ cell: 'a', start: 6, end: 10 });
  });
});

/** What is marked in the last of some cells: the marked text and the message. */
function marks(...sources: string[]) {
  const cells = sources.map((source, i) => js(`c${i}`, source));
  service.setCells([program('copy'), program('unbuffered'), ...cells]);
  const { id, source } = cells[cells.length - 1];
  return service.problems(id).map(({ start, end, message, severe }) => ({
    at: source.slice(start, end),
    message,
    severe,
  }));
}

describe('markers', () => {
  test.each([
    ['{ a: 1, b: [copy.ns] }'],
    ['({ a: 1 })'],
    ['function (x) { return x }'],
    ['async () => 1'],
    ['const n = view(Inputs.range([1, 100], { step: 1, label: "n" }))'],
    ['const x = await run("copy", { args: [1], defines: { N: 4 } });\ndisplay(x.counts)'],
    ['html`<b>${width}</b>`'],
    ['md`**${now}**`'],
    ['Plot.plot({ marks: [Plot.barX(copy.counts, { x: "calls", y: "name", sort: { y: "-x" } })] })'],
    ['Plot.plot({ marks: [Plot.dot(copy.calls, { x: "start", y: "cycles", fill: "name" })], width })'],
    ['Inputs.table(copy.counts, { columns: ["name", "calls"] })'],
    ['const ticks = (function* () { for (let i = 0; ; i++) yield i })()'],
    ['async function* feed() { yield 1 }\nconst all = feed()'],
    ['d3.rollup(copy.calls, (rows) => rows.length, (row) => row.name)'],
    ['document.querySelector("x").value'],
    ['const { ns, exit } = copy; ns + exit'],
    ['class Point { x = 1 }\nnew Point().x'],
    ['invalidation.then(() => clearInterval(setInterval(() => {}, 100)))'],
    ['Generators.observe((notify) => { notify(1); return () => {} })'],
    ['if (dark) display("dark"); else display("light")'],
    ['let total = 0; for (const { calls } of copy.counts) total += calls; total'],
    ['[...copy.calls].filter((call) => call.error === "ENOENT").length'],
    ['svg`<circle r=${4} />`'],
    ['tex`x^${2}`; tex.block`y`'],
    ['import { double } from "notebook:Two programs"'],
    ['const count = Mutable(0);\nconst more = () => count.value++;'],
    ['const rows = await FileAttachment("runs.csv").csv({ typed: true });\nrows.map((row) => row.name)'],
    [
      'const spread = await repeat(20, (seed) => run("copy", { seed }));\nspread.map((row) => row.seed + row.ns)',
    ],
    ['const table = await compare({ copy, unbuffered });\ntable[1].times'],
    ['await run("copy", { files: { "a.txt": "text" }, limits: { cycles: 1e9, cpus: 2 } })'],
    ['copy.made.profile'],
    ['Generators.queue((notify) => { notify(1); return () => {} })'],
    ['Promises.delay(100, "later")'],
    [''],
    ['// only a note'],
  ])('none in %s', (source) => {
    expect(marks(source)).toEqual([]);
  });

  test('none in any cell of the lessons', () => {
    for (const name of readdirSync('notebooks').filter((file) => file.endsWith('.md'))) {
      const { cells } = parseNotebook(readFileSync(`notebooks/${name}`, 'utf8'));
      const book = cells.flatMap((cell): BookCell[] =>
        cell.kind === 'js'
          ? [js(cell.id, cell.source)]
          : cell.kind !== 'md' && cell.name
            ? [program(cell.name)]
            : [],
      );
      service.setCells(book);
      for (const { id, kind } of book)
        if (kind === 'js') expect({ name, id, found: service.problems(id) }).toEqual({ name, id, found: [] });
    }
  });

  test('what is wrong is marked where it is', () => {
    expect(marks('1 +')).toMatchObject([{ severe: true }]);
    expect(marks('const x = nowhere + 1')).toMatchObject([{ at: 'nowhere', severe: true }]);
    expect(marks('copy.cuonts')).toMatchObject([{ at: 'cuonts', severe: false }]);
    expect(marks('const n = 5', 'n.legnth')).toMatchObject([{ at: 'legnth', severe: false }]);
    expect(marks('run()')).toMatchObject([{ at: 'run', severe: false }]);
  });
});
