import { describe, expect, it } from 'vitest';
import type { RunRequest } from '../../lab/types';
import { runNotebook } from '../headless';
import { fakeLab } from '../testing/fakeLab';
import type { CellOutput } from '../types';

/** Runs js cells, given by id, and one md cell `md` if there is one. */
async function evaluate(cells: Record<string, string>): Promise<Record<string, CellOutput>> {
  const text = Object.entries(cells)
    .map(([id, source]) =>
      id === 'md' ? `<!-- cell md -->\n${source}` : `\`\`\`js {#${id}}\n${source}\n\`\`\``,
    )
    .join('\n\n');
  return runNotebook(text, fakeLab());
}

const text = (output: CellOutput) => output.html?.replace(/<[^>]+>/g, '').trim();
const problem = (output: CellOutput) => output.error;

describe('values', () => {
  it('defines names by const, let, function and class, in any order of the cells', async () => {
    const out = await evaluate({
      a: 'twice(x) + new Point(1).x',
      b: 'const x = 20, { y, z: [w] } = { y: 1, z: [2] }; let q = 3',
      c: 'function twice(n) { return 2 * n }\nclass Point { constructor(x) { this.x = x } }',
      d: '[y, w, q]',
    });
    expect(text(out['a'])).toBe('41');
    expect(text(out['d'])).toBe('[1, 2, 3]');
  });

  it('awaits promises and follows generators', async () => {
    const out = await evaluate({
      p: 'const p = new Promise((go) => setTimeout(go, 5, 7))',
      a: 'p + 1',
      b: 'const t = await p; display(t); display(html`<b>${t}</b>`)',
      g: 'const g = (function*() { yield 1; yield 2; })()',
      h: 'g',
      l: 'const m = Promise.resolve([p, 1])',
    });
    expect(text(out['a'])).toBe('8');
    expect(out['b'].html).toBe('<pre class="value">7</pre><b>7</b>');
    expect(['1', '2']).toContain(text(out['h']));
  });

  it('shows head and tail of a long text', async () => {
    const out = await evaluate({ long: 'd3.range(100_000).map((i) => `line ${i}`).join("\\n")' });
    const lines = text(out['long'])?.split('\n') ?? [];
    expect(lines.slice(0, 2)).toEqual(['line 0', 'line 1']);
    expect(lines.at(-1)).toBe('line 99999');
    expect(lines.filter((line) => !/^line \d+$/.test(line))).toEqual(['… 1,072,898 characters …']);
  });

  it('draws what cells show', async () => {
    const out = await evaluate({
      none: 'const silent = 1',
      string: '"a < b"',
      object: '({a: 1, b: {c: [1, "x"]}, d: new Map([["k", 1n]])})',
      rows: '[{a: 1, b: "x"}, {a: 2, b: "y"}]',
      plot: 'Plot.dot([[1, 2]]).plot()',
      svg: 'svg`<svg><circle r="3"/></svg>`',
      undef: 'undefined',
      form: 'view(Inputs.range([0, 10], {value: 3, step: 1, label: "n"}))',
      md: 'A [link ${1 + 1}](https://x.org/?a=${"b c"}) ${html`<i>node</i>`} ${[1, 2]} `${code}`\n\n| a | b |\n|---|---|\n| ${3 / 7} | \\${x} |\n\n```sh\necho ${HOME}\n```',
    });
    expect(out['none'].html).toBe('');
    expect(out['undef'].html).toBe('');
    expect(out['string'].html).toBe('<pre class="value">a &lt; b</pre>');
    expect(text(out['object'])).toBe('{a: 1, b: {c: [1, "x"]}, d: Map {k: 1n}}');
    expect(out['rows'].html).toMatch(/<table[\s\S]*<td[^>]*>y<\/td>/);
    expect(out['plot'].html).toContain('<circle');
    expect(out['svg'].html).toBe('<svg><circle r="3"></circle></svg>');
    expect(out['form'].html).toMatch(/type="number"[^>]*value="3"|value="3"[^>]*type="number"/);
    expect(out['md'].html).toContain(
      '<a href="https://x.org/?a=b%20c">link 2</a> <i>node</i> 12 <code>${code}</code>',
    );
    expect(out['md'].html).toMatch(/<td>0\.428571428571<\/td>\n<td>\${x}<\/td>/);
    expect(out['md'].html).toContain('echo ${HOME}');
  });
});

describe('errors', () => {
  it('names both cells that define a name, and leaves the others alone', async () => {
    const out = await evaluate({ a: 'const x = 1', b: 'const x = 2, y = 3', c: 'x', d: 'y', e: '1 + 1' });
    expect(problem(out['a'])).toEqual({
      message: "'x' is defined here and in cell b; give one of them another name",
      cells: ['b'],
    });
    expect(problem(out['b'])?.cells).toEqual(['a']);
    expect(problem(out['c'])?.message).toMatch(/^x has no value: cell \w, which defines it, failed/);
    expect(problem(out['d'])?.cells).toEqual(['b']);
    expect(text(out['e'])).toBe('2');
  });

  it('finds circles', async () => {
    const out = await evaluate({
      a: 'const x = y + 1',
      b: 'const y = x + 1',
      c: 'y',
      d: 'const z = z',
      e: '2',
    });
    expect(problem(out['a'])).toEqual({
      message: 'a circle: this cell reads y, and cell b in turn reads x',
      cells: ['b'],
    });
    expect(problem(out['b'])?.cells).toEqual(['a']);
    expect(problem(out['c'])?.message).toContain('y has no value');
    expect(text(out['e'])).toBe('2');
  });

  it('says which name is unknown and what was meant', async () => {
    const out = await evaluate({
      a: 'const buffers = 1',
      b: 'bufers + 1',
      c: 'nosuch()',
      d: 'name',
      e: 'structuredClone(1)',
    });
    expect(problem(out['b'])?.message).toBe("no cell defines 'bufers'; did you mean 'buffers'?");
    expect(problem(out['c'])?.message).toBe("no cell defines 'nosuch'");
    expect(problem(out['d'])?.message).toBe("no cell defines 'name'");
    expect(text(out['e'])).toBe('1');
  });

  it('places syntax errors and exceptions', async () => {
    const out = await evaluate({
      a: 'const x = 1;\nconst y = (;',
      b: '\n\nconst f = () => {\n  throw new RangeError("too far");\n};\nf()',
      c: 'import fs from "fs"',
      d: 'throw "text"',
      md: 'first\nsecond ${1 +} x',
      e: 'x',
    });
    expect(problem(out['a'])).toEqual({ message: "unexpected ';'", line: 2, column: 12 });
    expect(problem(out['b'])).toMatchObject({ message: 'RangeError: too far', line: 4 });
    expect(problem(out['c'])?.message).toMatch(/no network to import from/);
    expect(problem(out['d'])?.message).toBe('thrown: text');
    expect(problem(out['md'])).toMatchObject({ message: "in ${...}: unexpected '}'", line: 2 });
  });
});

it('says how Observable’s older language is written here', async () => {
  const out = await evaluate({
    view: 'viewof k = Inputs.range([0, 9])',
    assigned: 'a = 5',
    other: 'const b = 1',
    again: 'b = 2',
  });
  expect(problem(out['view'])?.message).toContain('const k = view(Inputs.range([0, 9]));');
  expect(problem(out['assigned'])?.message).toContain('const a = …');
  expect(problem(out['again'])).toMatchObject({ line: 1, column: 1 });
});

describe('the lab', () => {
  it('gives programs as values', async () => {
    const out = await runNotebook(
      '```asm {name=p args="a \'b c\'"}\nnop\n```\n\n```js {#a}\n[p.stdout.trim(), p.exit, p.ns, p.counts[0].name, p.cycles.total, p.calls.length, p.strace(), p.program]\n```\n\n```js {#b}\np\n```',
      fakeLab(),
    );
    expect(text(out['a'])).toBe('["p a b c", 0, 104, "write", 473, 0, "", "p"]');
    expect(out['b'].html).toContain('<table');
  });

  it('says what run() takes', async () => {
    const out = await runNotebook(
      '```asm {name=p}\nnop\n```\n\n```js {#a}\nrun("q")\n```\n\n```js {#b}\nrun("p", {arg: 1})\n```\n\n```js {#c}\nsweep([1])\n```\n\n```js {#d}\nrun(3)\n```',
      fakeLab(),
    );
    expect(problem(out['a'])?.message).toBe('Error: no program cell is named q; there are p');
    expect(problem(out['b'])?.message).toBe(
      'TypeError: run() has no option arg; it has args, env, stdin, defines, files, limits, profile, seed, trace',
    );
    expect(problem(out['c'])?.message).toContain('each is a function');
    expect(problem(out['d'])?.message).toContain('name of a program cell');
  });

  it('counts signals and limits as errors, and exit statuses only where another is said', async () => {
    const ended = (exit: number, kind: 'killed' | 'exited') => ({
      exit,
      ending:
        kind === 'killed'
          ? { kind, signal: exit - 128, message: 'killed by SIGSEGV' }
          : { kind, status: exit },
    });
    const lab = fakeLab({
      answer: ({ args }) =>
        args?.[0] === 'dies' || args?.[0] === 'meant' ? ended(139, 'killed') : ended(3, 'exited'),
    });
    const names = ['dies', 'meant exit=139', 'fails', 'other exit=0'];
    const out = await runNotebook(
      names.map((name) => `\`\`\`asm {name=${name}}\nnop\n\`\`\``).join('\n\n'),
      lab,
    );
    expect(Object.values(out).map(({ error }) => error?.message)).toEqual([
      'killed by SIGSEGV',
      undefined,
      undefined,
      'the exit status is 3, and the cell says exit=0',
    ]);
  });

  it('asks the lab for c and sh programs by their kind', async () => {
    const asked: RunRequest['program'][] = [];
    const lab = fakeLab({
      answer: ({ program }) => {
        asked.push(program);
        return {};
      },
    });
    await runNotebook('```c {name=p defines="N=2"}\nint main;\n```\n\n```sh {name=q}\nls\n```', lab);
    expect(asked).toEqual([
      { c: 'int main;', name: 'p.c', defines: { N: '2' } },
      { sh: 'ls', name: 'q.sh' },
    ]);
  });
});

describe("Observable's semantics", () => {
  it('keeps invalidation when a cell is evaluated anew, and gives each value of a generator to its readers', async () => {
    const out = await evaluate({
      log: 'const log = []',
      g: 'const g = (async function* () { for (const n of [1, 2, 3]) { yield n; await Promises.delay(5); } })()',
      reader: 'const last = (log.push(`made ${g}`), invalidation.then(() => log.push(`gone ${g}`)), g)',
      shown: 'Promises.delay(500).then(() => [...log])',
    });
    const said = text(out['shown']) ?? '';
    for (const part of ['made 1', 'gone 1', 'made 3']) expect(said).toContain(part);
    expect(said).not.toContain('gone 3');
  });

  it('lets other cells follow a Mutable that its own cell sets', async () => {
    const out = await evaluate({
      a: 'const count = Mutable(1); setTimeout(() => { count.value += 41; }, 5);',
      log: 'const log = []',
      b: 'log.push(count)',
      c: 'Promises.delay(500).then(() => [...log])',
    });
    expect(text(out['c'])).toBe('[1, 42]');
  });

  it('does not evaluate what reads a pending or failed value, and shows the failure where it began', async () => {
    const out = await evaluate({
      p: 'const p = Promise.reject(new RangeError("no"))',
      r: 'p + 1',
      s: 'const untouched = 1',
    });
    expect(problem(out['p'])?.message).toBe('RangeError: no');
    expect(problem(out['r'])).toMatchObject({ cells: ['p'] });
    expect(problem(out['s'])).toBeUndefined();
  });

  it('shows text in the colours that a program gave it', async () => {
    const out = await evaluate({ a: '"one \\x1b[1;31mtwo\\x1b[0m\\n<b>"' });
    expect(out['a'].html).toMatch(
      /^<pre class="value">one <span style="[^"]*font-weight: 700;?">two<\/span>\n&lt;b&gt;<\/pre>$/,
    );
  });

  it('shows nothing of a cell of statements but what it displays, in order, and drops late displays', async () => {
    const out = await evaluate({
      a: 'display("one"); const x = await Promises.delay(1, "two"); display(x);',
      b: 'for (let i = 0; i < 3; i++) display(i);',
      c: '{ const inner = 1; }',
    });
    expect(out['a'].html).toBe('<pre class="value">one</pre><pre class="value">two</pre>');
    expect(out['b'].html).toBe(
      '<pre class="value">0</pre><pre class="value">1</pre><pre class="value">2</pre>',
    );
    expect(out['c'].html).toBe('');
  });
});

describe('mathematics', () => {
  it('is drawn in a text cell and in a text that a cell makes', async () => {
    const out = await evaluate({ md: 'It is $a^2$, of ${1 + 1}.', a: 'md`Of $b^2$`' });
    expect(out['md'].html).toMatch(/<msup>.*of 2\./s);
    expect(out['a'].html).toContain('<msup>');
  });
});

describe('the standard library', () => {
  it('has Mutable, Generators.queue, Promises and tex', async () => {
    const out = await evaluate({
      a: 'const count = Mutable(1); const add = (n) => { count.value += n; }',
      b: 'const added = (add(41), true)',
      c: 'const q = Generators.queue((tell) => { tell(1); tell(2); tell(3); })',
      d: 'const three = q === 3 ? "all" : invalidation',
      e: 'Promises.delay(1, "late")',
      f: 'tex`x^2`',
      g: 'tex`\\frac`',
    });
    expect(problem(out['a'])).toBeUndefined();
    expect(text(out['e'])).toBe('late');
    expect(out['f'].html).toContain('<msup>');
    expect(problem(out['g'])?.message).toMatch(/ParseError/);
  });

  it('compares runs, and says which are unlike', async () => {
    const lab = fakeLab({
      answer: ({ args, profile }) => ({ ns: Number(args?.[1]), profile: profile ?? 'measured-vm' }),
    });
    const out = await runNotebook(
      '```asm {name=p}\nnop\n```\n\n```js {#a}\nconst rows = await compare({ one: run("p", {args: [10]}), two: run("p", {args: [30], profile: "zen2"}) })\n```\n\n```js {#b}\nrows.map((r) => [r.name, r.times, r.unlike])\n```\n\n```js {#c}\nconst seeds = (await repeat(3, (seed) => run("p", {args: [1], seed}))).map((r) => r.seed)\n```\n\n```js {#d}\nseeds\n```\n\n```js {#e}\ncompare({a: 1, b: 2})\n```',
      lab,
    );
    expect(text(out['b'])).toBe('[["one", 1, undefined], ["two", 3, "profile zen2, not measured-vm"]]');
    expect(text(out['d'])).toBe('[1, 2, 3]');
    expect(problem(out['e'])?.message).toContain('a is not a run of a program');
    expect(lab.requests.map(({ seed }) => seed)).toContain(3);
  });

  it('says what is wrong with an import', async () => {
    const out = await evaluate({
      a: 'import { x } from "notebook:other"\nconst y = 1',
      b: 'import * as all from "notebook:other"',
    });
    expect(problem(out['a'])).toMatchObject({ message: 'put imports into a cell of their own', line: 2 });
    expect(problem(out['b'])?.message).toContain('import names from a notebook');
  });
});
