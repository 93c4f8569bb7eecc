import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionState } from '../../lib/notebook/types';
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
  await host.page
    .waitForFunction(
      `(() => { const s = window.session.snapshot(); return s.live && ${settled} && (${done}); })()`,
      undefined,
      { timeout: 10_000 },
    )
    .catch(async (error) => {
      throw new Error(
        `${error.message}\n${JSON.stringify(await host.page.evaluate(() => window.session.snapshot()), null, 1)}`,
      );
    });
  return host.page.evaluate(() => window.session.snapshot());
}

const frame = () => host.page.frames()[1];
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
      's.cells.d.output?.html',
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
    expect((await state("s.cells.c.status === 'error'")).cells['a'].output?.error?.cells).toEqual(['c']);
    await edit('c', '"still"');
    await state("s.cells.b.output.html?.includes('3') && s.cells.c.status === 'ok'");
    await host.page.evaluate(() => window.session.remove('a'));
    expect((await state("s.cells.b.status === 'error'")).cells['b'].output?.error?.message).toBe(
      'no cell defines n',
    );
    await host.page.evaluate(() => window.session.undo());
    await state("s.cells.b.output.html?.includes('3')");
  });

  it('runs programs and experiments on demand, keeps them over a reload, and marks what is stale', async () => {
    const before = await open(SWEEP);
    expect(Object.values(before.cells).map(({ status }) => status)).toEqual(['idle', 'idle', 'idle', 'idle']);
    await host.page.evaluate(() => window.session.runAll());
    const { cells } = await state("s.saved === 'saved'");
    expect(Object.values(cells).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(cells['chart'].output?.html?.match(/<circle/g)).toHaveLength(3);
    const id = `n${opened}`;
    await host.page.reload();
    await host.page.evaluate((name) => window.open_('', name), id);
    const after = await state("s.cells.chart.output?.height && s.cells.value.status === 'ok'");
    expect(after.cells['chart'].output?.html).toBe(cells['chart'].output?.html);
    expect(await output('chart').locator('circle').count()).toBe(3);
    await host.page.evaluate(() => window.session.setSource('p', 'ret'));
    const stale = await state("s.cells.p.status === 'stale'");
    expect(Object.values(stale.cells).map(({ status }) => status)).toEqual([
      'stale',
      'stale',
      'stale',
      'stale',
    ]);
    await host.page.evaluate(() => window.session.run('chart'));
    expect((await state("s.cells.chart.status === 'ok'")).cells['runs'].status).toBe('ok');
    await host.page.evaluate(() => window.session.run('value'));
    await state("s.cells.value.status === 'ok' && s.cells.p.status === 'ok'");
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
    expect(await host.page.evaluate(() => window.heard)).toEqual([
      'key b Enter',
      'link https://example.org/x',
    ]);
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
