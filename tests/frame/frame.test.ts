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
    await frame().locator('[data-output=c] input[type=range]').fill('7');
    await state("s.cells.d.output.html.includes('70')");
  });
});
