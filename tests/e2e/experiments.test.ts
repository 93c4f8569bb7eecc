import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, reads, saved, status, visit, write } from './page';

const { site } = openedSite();

const COUNT = `\`\`\`c {name=count args="1"}
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    volatile long n = atol(argv[1]);
    while (n > 0) n--;
    return 0;
}
\`\`\`
`;

test('a sweep shows how far it is, can be stopped, and is there at once when opened again', async () => {
  const { context, page, problems } = await visit(site(), '');
  const text = `${COUNT}
\`\`\`js {#sweep}
const runs = await sweep([1, 10, 100, 1000], (n) => run("count", { args: [n] }));
\`\`\`

\`\`\`js {#long}
const never = await sweep([1, 5e10, 6e10, 7e10, 8e10, 9e10], (n) => run("count", { args: [n] }));
\`\`\`

\`\`\`js {#shown}
runs.map((run) => run.value).join(" then ")
\`\`\`
`;
  await importNotebook(page, site().url, 'sweep.md', text);
  await cell(page, 1).focus();
  await page.keyboard.press('Control+Enter');
  await outputs(page).getByText('1 then 10 then 100 then 1000').waitFor();
  await cell(page, 2).focus();
  await page.keyboard.press('Control+Enter');
  await outputs(page).getByText('1 of 6 runs').waitFor();
  await page.keyboard.press('Control+.');
  await cell(page, 2).getByText('the run of count was stopped', { exact: false }).waitFor();
  await saved(page);
  await page.reload();
  // From the kept runs: no machine is started.
  await outputs(page).getByText('1 then 10 then 100 then 1000').waitFor();
  await status(page, 1, 'ok');
  expect(problems).toEqual([]);
  await context.close();
});

test('files of the notebook are read by JavaScript and by programs, and leave with it', async () => {
  const { context, page, problems } = await visit(site(), '');
  const text = `\`\`\`js {#table}
FileAttachment("data.csv").csv({ typed: true }).then((rows) => "sum " + d3.sum(rows, (row) => row.n))
\`\`\`

\`\`\`sh {name=reader files="data.csv" machine=lab}
cat data.csv | wc -l
echo left > left.txt
\`\`\`

\`\`\`sh {name=next machine=lab}
cat left.txt
\`\`\`
`;
  await importNotebook(page, site().url, 'files.md', text);
  await cell(page, 0).getByText('the notebook has no file data.csv', { exact: false }).waitFor();
  const drop = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['n\n1\n41\n'], 'data.csv'));
    return data;
  });
  await page.dispatchEvent('main', 'drop', { dataTransfer: drop });
  await outputs(page).getByText('sum 42').waitFor();
  // The last of a shared machine runs the ones before it first.
  await cell(page, 2).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 2).getByRole('group', { name: 'Terminal output' }).getByText('left').waitFor();
  await reads(cell(page, 1).getByRole('group', { name: 'Terminal output' }), /3/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Files of this');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Files of this notebook' });
  await dialog.getByLabel('Name of data.csv').fill('other.csv');
  await page.keyboard.press('Enter');
  await cell(page, 0).getByText('it has other.csv', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('with its files');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const zip = await (await download).path();
  await page.goto(site().url);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles({
    name: 'files.zip',
    mimeType: 'application/zip',
    buffer: readFileSync(zip),
  });
  await page.waitForURL(/\/notebook\/#./);
  await cell(page, 0).getByText('it has other.csv', { exact: false }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('a cell imports from another notebook of the library, with its dataflow and its runs', async () => {
  const { context, page, problems } = await visit(site(), '');
  const source = `---
title: Source
---

${COUNT}
\`\`\`js {}
const base = 20;
\`\`\`

\`\`\`js {}
const double = (n) => 2 * n + base;
\`\`\`
`;
  await importNotebook(page, site().url, 'source.md', source);
  await cell(page, 0).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 0).getByText('exited with 0', { exact: true }).waitFor();
  await saved(page);
  const text = `\`\`\`js {}
import { double as twice, count, base } from "notebook:Source"
\`\`\`

\`\`\`js {}
const local = 1;
\`\`\`

\`\`\`js {}
twice(local) + base + ", " + count.calls.length
\`\`\`

\`\`\`js {}
import { nothing } from "notebook:None such"
\`\`\`
`;
  await importNotebook(page, site().url, 'user.md', text);
  await outputs(page)
    .getByText(/^42, [1-9]/)
    .waitFor();
  await cell(page, 3).getByText('there is no notebook of that title here', { exact: false }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('a program that runs by itself follows its source', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(
    page,
    site().url,
    'auto.md',
    '```sh {name=p run=auto}\necho one\n```\n\n```js {run=demand}\np.stdout.trim() + "!"\n```\n',
  );
  await cell(page, 0).getByRole('group', { name: 'Terminal output' }).getByText('one').waitFor();
  await write(page, 0, 'echo two\n');
  await cell(page, 0).getByRole('group', { name: 'Terminal output' }).getByText('two').waitFor();
  await status(page, 1, 'idle');
  await cell(page, 1).focus();
  await page.keyboard.press('Control+Enter');
  await outputs(page).getByText('two!').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

/** A picture of one dot. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('a Jupyter notebook comes in with a word on what did not', async () => {
  const { context, page, problems } = await visit(site(), '');
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  const bring = async (given: ReturnType<typeof file>) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import' }).click();
    await (await chooser).setFiles(given);
  };
  await bring(file('bad.ipynb', '{\n "cells": [\n  oops\n]}'));
  await page.getByText('bad.ipynb:3: this is not JSON', { exact: false }).waitFor();
  const cells = [
    {
      cell_type: 'markdown',
      metadata: {},
      source: ['# From Jupyter\n', '![dot](attachment:image.png)'],
      attachments: { 'image.png': { 'image/png': DOT } },
    },
    { cell_type: 'code', metadata: {}, source: 'print(1)', outputs: [], execution_count: null },
  ];
  const metadata = { language_info: { name: 'python' } };
  await bring(file('good.ipynb', JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 })));
  await page.getByText('1 cell of python became text', { exact: false }).waitFor();
  await page.getByRole('link', { name: 'good' }).click();
  await outputs(page).getByText('From Jupyter').waitFor();
  await outputs(page).locator('img[alt="dot"][src^="data:image/png"]').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
