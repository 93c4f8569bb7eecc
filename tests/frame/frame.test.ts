import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellOutput, SessionState } from '../../lib/notebook/types';
import { openHost } from './page';

let host: Awaited<ReturnType<typeof openHost>>;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host?.close());

let opened = 0;
/** Opens a notebook in the page and waits until `done` of its state holds. */
async function open(text: string, done = 'true'): Promise<SessionState> {
  await host.page.evaluate(([source, id]) => window.open_(source, id), [text, `n${++opened}`]);
  return state(done);
}

async function state(done = 'true'): Promise<SessionState> {
  const settled = `Object.values(s.cells).every(c => c.status !== 'running' && c.status !== 'queued')`;
  const test = `(() => { const s = window.session.snapshot(); return s.live && ${settled} && (${done}) && s; })()`;
  try {
    const found = await host.page.waitForFunction(test, undefined, { timeout: 60_000 });
    return (await found.jsonValue()) as SessionState;
  } catch (error) {
    const now = await host.page.evaluate(() => window.session.snapshot().cells);
    throw new Error(`${done}: ${error}\n${JSON.stringify(now, null, 1)}`);
  }
}

const frame = () => host.page.frames().at(-1) as Frame;
const output = (id: string) => frame().locator(`[data-output="${id}"]`);

const SWEEP = `\`\`\`asm {name=p}
nop
\`\`\`

\`\`\`js {#runs}
const runs = sweep([1, 16, 256], (size) => run("p", {args: [size]}))
\`\`\`

\`\`\`js {#chart}
charts.overheadByBuffer(runs, {title: "Time"})
\`\`\`

\`\`\`js {#value}
p.ns
\`\`\`
`;

const file = (id: string, format: string) =>
  host.page.evaluate(
    async ([cell, kind]) => {
      const made = await window.session.exportChart(cell, kind as 'svg');
      return made && { name: made.name, type: made.type, bytes: [...made.bytes] };
    },
    [id, format],
  );

describe('cells in the frame', () => {
  it('evaluates js and md reactively', async () => {
    const { cells } = await open(
      'Total ${n * 2}.\n\n```js {#a}\nconst n = 21;\n```\n\n```js {#b}\nn + 1\n```\n\n```js {#c}\nconst x = view(Inputs.range([0, 10], {value: 4, step: 1}))\n```\n\n```js {#d}\nx * 10\n```\n',
      's.cells.d.output?.html && s.cells.c.output?.height',
    );
    expect(cells['md-a'].output?.html).toBe('<p>Total 42.</p>\n');
    expect(cells['b'].output?.html).toContain('22');
    expect(cells['d'].output?.html).toContain('40');
    expect(cells['c'].output?.height).toBeGreaterThan(10);
    await output('c').locator('input[type=range]').fill('7');
    await state("s.cells.d.output.html.includes('70')");
  });

  it('follows edits: errors come and go, and touch no other cell', async () => {
    await open(
      '```js {#a}\nconst n = 1\n```\n\n```js {#b}\nn + 1\n```\n\n```js {#c}\n"still"\n```\n',
      's.cells.b.output?.html',
    );
    const edit = (id: string, source: string) =>
      host.page.evaluate(([cell, text]) => window.session.setSource(cell, text), [id, source]);
    await edit('a', 'const n = (');
    const broken = await state("s.cells.b.status === 'error'");
    expect(broken.cells['a'].output?.error).toMatchObject({ line: 1 });
    expect(broken.cells['b'].output?.error?.message).toBe('n has no value: cell a, which defines it, failed');
    expect(broken.cells['c'].output?.html).toContain('still');
    await edit('a', 'const n = 2');
    await state("s.cells.b.output.html?.includes('3')");
    await edit('c', 'const n = 5');
    const twice = await state("s.cells.c.status === 'error' && s.cells.a.status === 'error'");
    expect(twice.cells['a'].output?.error?.cells).toEqual(['c']);
    await edit('c', '"still"');
    await state("s.cells.b.output.html?.includes('3') && s.cells.c.status === 'ok'");
    await host.page.evaluate(() => window.session.remove(['a']));
    expect((await state("s.cells.b.status === 'error'")).cells['b'].output?.error?.message).toBe(
      "no cell defines 'n'",
    );
    await host.page.evaluate(() => window.session.undo());
    await state("s.cells.b.output.html?.includes('3')");
  });

  it('runs programs and experiments on demand, keeps them over a reload, and marks what is stale', async () => {
    const before = await open(SWEEP);
    expect(Object.values(before.cells).map(({ status }) => status)).toEqual(['idle', 'idle', 'idle', 'idle']);
    await host.page.evaluate(() => window.session.runAll());
    const { cells } = await state(
      "s.saved === 'saved' && Object.values(s.cells).every(c => c.status === 'ok')",
    );
    expect(cells['chart'].output?.html?.match(/<circle/g)).toHaveLength(3);
    const id = `n${opened}`;
    await host.page.reload();
    await host.page.evaluate((name) => window.open_('', name), id);
    const after = await state("s.cells.chart.output?.height && s.cells.value.status === 'ok'");
    expect(after.cells['chart'].output?.html).toBe(cells['chart'].output?.html);
    await expect.poll(() => output('chart').locator('circle').count()).toBe(3);
    await host.page.evaluate(() => window.session.setSource('p', 'ret'));
    await state("Object.values(s.cells).every(c => c.status === 'stale')");
    await host.page.evaluate(() => window.session.run('chart'));
    await state("s.cells.chart.status === 'ok' && s.cells.runs.status === 'ok'");
    await host.page.evaluate(() => window.session.run('value'));
    await state("s.cells.value.status === 'ok' && s.cells.p.status === 'ok'");
  });

  it('opens with the outputs that come with a text, and makes them live where asked', async () => {
    await open(SWEEP);
    await host.page.evaluate(() => window.session.runAll());
    const { cells } = await state("s.saved === 'saved'");
    const outputs = Object.fromEntries(
      Object.entries(cells).map(([id, { output: made }]) => [id, made as CellOutput]),
    );
    // Another browser: no kept runs.
    await host.page.evaluate(() => indexedDB.deleteDatabase('trapdoor'));
    await host.page.reload();
    await host.page.evaluate(([text, kept]) => window.open_(text, 'fresh', kept), [SWEEP, outputs] as const);
    await state("s.cells.value.output?.height && Object.values(s.cells).every(c => c.status === 'ok')");
    await expect.poll(() => output('chart').locator('circle').count()).toBe(3);
    expect(new TextDecoder().decode(new Uint8Array((await file('chart', 'csv'))?.bytes ?? []))).toContain(
      '16,62500',
    );
    await host.page.evaluate(() => window.session.run('chart'));
    await state("s.cells.chart.status === 'ok' && s.cells.runs.status === 'ok'");
    await expect.poll(() => output('chart').locator('circle').count()).toBe(3);
  });

  it('gets rid of an endless loop, on Stop and on an edit', async () => {
    const loop = 'while (true) {}';
    await open('```js {#a}\n1\n```\n\n```js {#b}\n"other"\n```\n', 's.cells.b.output?.html');
    const edit = (source: string) =>
      host.page.evaluate((text) => window.session.setSource('a', text), source);
    await edit(loop);
    await host.page.waitForFunction("window.session.snapshot().cells.a.status === 'running'");
    await host.page.evaluate(() => window.session.stop());
    const stopped = await state("s.frame === 1 && s.cells.b.status === 'ok'");
    expect(stopped.cells['a'].status).toBe('stale');
    // An edit that comes before the loop has begun would take its place.
    const begun = host.page.waitForEvent('console', (message) => message.text() === 'begun');
    await edit(`console.log('begun'); ${loop}`);
    await begun;
    await edit('2');
    expect((await state("s.frame === 2 && s.cells.a.status === 'ok'")).cells['a'].output?.html).toContain(
      '2',
    );
  });

  it('reruns a program that follows a slider, once it has run', async () => {
    await open(
      '```js {#n}\nconst n = view(Inputs.range([1, 9], {value: 2, step: 1}))\n```\n\n```asm {name=p args="${n}"}\nnop\n```\n\n```js {#t}\np.ns\n```\n',
      's.cells.n.output?.height',
    );
    await output('n').locator('input[type=range]').fill('4');
    await host.page.evaluate(() => window.session.run('p'));
    await state("s.cells.t.output?.html?.includes('250000')");
    await output('n').locator('input[type=range]').fill('5');
    await state("s.cells.t.output?.html?.includes('200000') && s.cells.p.status === 'ok'");
  });

  it('exports charts as SVG, PNG and CSV', async () => {
    await open(SWEEP);
    await host.page.evaluate(() => window.session.runAll());
    await state('s.cells.chart.output?.height');
    const text = (made: Awaited<ReturnType<typeof file>>) =>
      new TextDecoder().decode(new Uint8Array(made?.bytes ?? []));
    const svg = text(await file('chart', 'svg'));
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toMatch(/var\(|light-dark|currentColor|<style|class=/);
    const csv = await file('chart', 'csv');
    expect([csv?.name, text(csv)]).toEqual([
      'time.csv',
      'size,ns\r\n1,1000000\r\n16,62500\r\n256,3906.25\r\n',
    ]);
    const png = await file('chart', 'png');
    expect(png?.bytes.slice(0, 4)).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const width = new DataView(new Uint8Array(png?.bytes ?? []).buffer).getUint32(16);
    expect(width).toBe(2 * Number(/ width="(\d+)"/.exec(svg)?.[1]));
    expect(await file('value', 'svg')).toBeUndefined();
  });

  it('tells the page what is pointed at, which keys are pressed and which links are followed', async () => {
    await open(
      '[out](https://example.org/x) ![no](https://example.org/y.png)\n\n```js {#b}\nhtml`<input>`\n```\n',
      's.cells.b.output?.height',
    );
    await output('b').hover();
    await state("s.pointed === 'b'");
    await output('b').locator('input').press('Control+Enter');
    await output('b').locator('input').press('x');
    await output('md-b').locator('a').click();
    await expect
      .poll(() => host.page.evaluate(() => window.heard))
      .toEqual(['key b Enter', 'link https://example.org/x']);
    expect((await state()).cells['md-b'].output?.html).toContain('<img alt="no">');
  });

  it('sanitises what cells draw before it is stored', async () => {
    const { cells } = await open(
      '```js {#a}\nhtml`<p onclick="x()" style="position:fixed">a<script>b</script><style>p{}</style><iframe srcdoc="c"></iframe><a href="javascript:d">e</a></p>`\n```\n',
      's.cells.a.output?.html',
    );
    expect(cells['a'].output?.html).toBe('<p>a<a>e</a></p>');
  });
});
