import { expect, test } from 'vitest';
import {
  cell,
  counted,
  importNotebook,
  openedSite,
  outputs,
  reads,
  saved,
  status,
  visit,
  write,
} from './page';

const { site } = openedSite();

const terminal = '[aria-label="Terminal output"]';

test('a notebook of 500 cells is opened, written in at its end, and run', async () => {
  const { context, page, problems } = await visit(site(), '');
  const cells = Array.from({ length: 250 }, (_, i) => [
    `Text ${i}\n`,
    `\`\`\`js {#a${i}}\nconst a${i} = ${i === 0 ? 1 : `a${i - 1} + 1`}\n\`\`\``,
  ]);
  await importNotebook(page, site().url, 'many.md', `${cells.flat().join('\n\n')}\n`);
  await counted(page.locator('[data-cell]'), 500);
  await cell(page, 499).scrollIntoViewIfNeeded();
  await write(page, 499, 'a248 * 2');
  await page.keyboard.press('Escape');
  await outputs(page).getByText('498', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Run all' }).click();
  await counted(page.locator('[data-cell][data-status="ok"]'), 500);
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});

test('a notebook of five megabytes comes in and goes out as it was', async () => {
  const { context, page, problems } = await visit(site(), '');
  const line = 'Words, and 字 and 🙂, in a line of text that goes on and on.\n';
  const text = `# Large\n\n${`${line.repeat(100)}\n`.repeat(750)}`;
  await importNotebook(page, site().url, 'large.md', text);
  await outputs(page).getByRole('heading', { name: 'Large' }).waitFor();
  await cell(page, 0).focus();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const stream = await (await download).createReadStream();
  const got = Buffer.concat(await stream.toArray());
  expect(got.equals(Buffer.from(text))).toBe(true);
  expect(problems).toEqual([]);
  await context.close();
});

test('a long output shows its head and tail, one of ten megabytes what is kept of it', async () => {
  const { context, page, problems } = await visit(site(), '');
  const cells = [100_000, 400_000].map(
    (lines) => `\`\`\`c {name=lines${lines} defines="LINES=${lines}"}
#include <stdio.h>
int main(void) {
    for (int i = 0; i < LINES; i++) printf("\\033[32m%07d\\033[0m 表 🙂 é\\n", i);
    printf("spinner |\\b/\\b-\\rthe end   \\n");
    return 0;
}
\`\`\`
`,
  );
  await importNotebook(page, site().url, 'c.md', cells.join('\n'));
  await page.getByRole('button', { name: 'Run all' }).click();
  await status(page, 0, 'ok');
  const shown = (index: number) => cell(page, index).locator(terminal);
  await reads(shown(0), /^0000000 表 🙂 é\n0000001 表 🙂 é\n/);
  await reads(shown(0), /bytes not shown Save all of it\s+\d{7} 表/);
  await reads(shown(0), /\n0099999 表 🙂 é\nthe end\s*$/);
  await status(page, 1, 'ok');
  await cell(page, 1).getByText('The output was longer than is kept').waitFor();
  for (const index of [0, 1]) expect(await shown(index).textContent()).not.toMatch(/\ufffd|\[32m/);
  expect(problems).toEqual([]);
  await context.close();
});

test('full storage is told, and nothing that was typed is lost', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'n.md', '```js {#a}\n6 * 7\n```\n');
  await outputs(page).getByText('42', { exact: true }).waitFor();
  await saved(page);
  // As a browser refuses: it counts what is stored only every half minute, so its own refusal would have to be waited for.
  const full = await page.evaluateHandle(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The current transaction exceeded its quota limitations.', 'QuotaExceededError');
    };
    return { end: () => Object.assign(IDBObjectStore.prototype, { put }) };
  });
  await write(page, 0, '6 * 700');
  await page.locator('output', { hasText: 'storage for this site is full' }).waitFor();
  await outputs(page).getByText('4200', { exact: true }).waitFor();
  // Room again: the next change takes along what could not be stored.
  await full.evaluate(({ end }) => void end());
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await saved(page);
  await page.reload();
  await outputs(page).getByText('4200', { exact: true }).waitFor();
  await counted(page.locator('[data-cell]'), 2);
  expect(problems).toEqual([]);
  await context.close();
});

test('a page reloaded in the middle of a run runs it again', async () => {
  const { context, page, problems } = await visit(site(), '');
  const text = `\`\`\`c {name=wait defines="N=100"}
#include <stdio.h>
int main(void) {
    char line[9];
    printf("%d? ", N);
    return fgets(line, sizeof line, stdin) == NULL;
}
\`\`\`

\`\`\`js {#sizes}
const sizes = await sweep([1, 2, 3], (n) => run("wait", { defines: { N: n }, stdin: "x" }));
\`\`\`

\`\`\`js {#said}
sizes.map((run) => run.stdout.trim()).join(" ")
\`\`\`
`;
  await importNotebook(page, site().url, 'wait.md', text);
  await cell(page, 2).getByText('Waits for sizes').waitFor();
  await cell(page, 0).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 0).getByText('waits for the keyboard').waitFor();
  await page.reload();
  await status(page, 0, 'idle');
  await cell(page, 0).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 0).getByText('waits for the keyboard').waitFor();
  // Parameters are macros too.
  await cell(page, 1).focus();
  await page.keyboard.press('Control+Enter');
  await outputs(page).getByText('1? 2? 3?').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
