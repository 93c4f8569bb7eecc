import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureTool } from '../../scripts/tools.mjs';
import {
  cell,
  counted,
  drop,
  importNotebook,
  openedSite,
  outputs,
  paste,
  reads,
  status,
  visit,
} from './page';

const { site } = openedSite();

const SOURCE = `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    char line[100];
    const char *mode = getenv("MODE");
    printf("%s %s %s\\n", argv[0], argc > 1 ? argv[1] : "none", mode ? mode : "unset");
    while (fgets(line, sizeof line, stdin)) printf("read %s", line);
    return argc;
}
`;
const missing =
  process.platform !== 'linux' || process.arch !== 'x64' || !ensureTool('gcc', 'gcc', 'libc6-dev');
if (missing) console.log('skipped, programs of gcc in a notebook: gcc is missing');

let folder: string;
const file = (name: string) => ({ name, buffer: readFileSync(join(folder, name)) });
beforeAll(() => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'trapdoor-binary-'));
  writeFileSync(join(folder, 'p.c'), SOURCE);
  const run = (command: string) => execFileSync('sh', ['-ec', command], { cwd: folder });
  run('gcc -O1 -static -o fixed p.c; gcc -O1 -o dynamic p.c');
  run("tar chzf libs.tar.gz $(ldd dynamic | grep -o '/[^ )]*') 2>/dev/null");
  const arm = readFileSync(join(folder, 'fixed'));
  arm[18] = 183;
  writeFileSync(join(folder, 'arm'), arm);
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

async function opened() {
  const visitor = await visit(site(), '');
  await importNotebook(visitor.page, site().url, 'b.md', 'Why is it slow?\n');
  return visitor;
}
test('a notebook of another tool is dropped, and its cells come', async () => {
  const { context, page, problems } = await opened();
  const jupyter = {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: '# Brought' },
      { cell_type: 'code', metadata: {}, source: '6 * 7' },
    ],
    metadata: { language_info: { name: 'javascript' } },
    nbformat: 4,
  };
  await drop(page, [{ name: 'n.ipynb', buffer: Buffer.from(JSON.stringify(jupyter)) }]);
  await counted(page.locator('[data-cell]'), 3);
  await outputs(page).getByRole('heading', { name: 'Brought' }).waitFor();
  await outputs(page).getByText('42', { exact: true }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

/** Opens one of the fields of a program's head and writes into it. */
async function give(page: Page, index: number, field: string, name: string, text: string): Promise<void> {
  await cell(page, index).hover();
  await cell(page, index).getByRole('button', { name: field }).click();
  await cell(page, index).getByRole('textbox', { name }).fill(text);
  await page.keyboard.press('Escape');
}
const run = async (page: Page, index: number) => {
  await cell(page, index).focus();
  await page.keyboard.press('Control+Enter');
};
const output = (page: Page, index: number) =>
  cell(page, index).getByRole('group', { name: 'Terminal output' });

test.skipIf(missing)(
  'a program that is dropped in runs with arguments, input and environment, and is charted',
  async () => {
    const { context, page, problems } = await opened();
    await drop(page, [file('fixed')]);
    await counted(page.locator('[data-cell]'), 5);
    await expect.poll(() => cell(page, 1).getAttribute('data-kind')).toBe('sh');
    await give(page, 1, '+ arguments', 'Arguments of the program', '"two words" more');
    await give(page, 1, '+ input', 'Standard input of the program', 'first\nsecond\n');
    await give(page, 1, '+ environment', 'Environment of the program', 'MODE=fast');
    await run(page, 1);
    await reads(output(page, 1), './fixed two words fast');
    await reads(output(page, 1), /read first\s*read second/);
    await cell(page, 1).getByText('exited with 3', { exact: true }).waitFor();
    // Its own calls, and none of a shell.
    await cell(page, 1).locator('label[data-tab="calls"]').click();
    const rows = cell(page, 1).getByRole('table', { name: 'System calls' }).getByRole('row');
    await reads(rows.nth(1), /execve\("\.\/fixed", \["\.\/fixed", "two words", "more"\]/);
    for (const label of ['time in system calls by name', 'system calls by name', 'the slowest system calls'])
      await outputs(page).locator(`svg[aria-label="Bar chart: ${label}"] rect`).first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  },
);

test.skipIf(missing)('a dynamic program says what it wants, and runs once an archive has it', async () => {
  const { context, page, problems } = await opened();
  await cell(page, 0).focus();
  await paste(page, [file('dynamic')]);
  await counted(page.locator('[data-cell]'), 5);
  await run(page, 1);
  await cell(page, 1)
    .getByText('dynamic is linked dynamically and wants /lib64/ld-linux-x86-64.so.2', { exact: false })
    .waitFor();
  // What did not begin has no calls to be charted.
  for (const index of [2, 3, 4]) await status(page, index, 'idle');
  await drop(page, [file('libs.tar.gz')]);
  await page.getByText('libs.tar.gz is the root of 1 cell').waitFor();
  await run(page, 1);
  await cell(page, 1).locator('.xterm-rows').getByText('./dynamic none unset').waitFor();
  await page.keyboard.press('Control+d');
  await reads(output(page, 1), './dynamic none unset');
  // It is over, and what waited for it follows.
  for (const index of [1, 2, 3, 4]) await status(page, index, 'ok');
  expect(problems).toEqual([]);
  await context.close();
});

test.skipIf(missing)('what cannot be run says why; what is no program is kept as a file', async () => {
  const { context, page, problems } = await opened();
  const choose = async (chosen: { name: string; buffer: Buffer }) => {
    const chooser = page.waitForEvent('filechooser');
    await page
      .getByRole('toolbar', { name: 'Add a cell at the end' })
      .getByRole('button', { name: 'Add a program or file' })
      .click();
    await (await chooser).setFiles({ ...chosen, mimeType: 'application/octet-stream' });
  };
  await choose(file('arm'));
  await page.getByText('arm cannot be run: it is a program for AArch64', { exact: false }).waitFor();
  await run(page, 1);
  await cell(page, 1).getByRole('alert').getByText('it is a program for AArch64', { exact: false }).waitFor();
  await choose({ name: 'words.txt', buffer: Buffer.from('only words\n') });
  await page.getByText('words.txt: now a file of the notebook').waitFor();
  await choose({ name: 'hello.sh', buffer: Buffer.from('echo from a script\n') });
  await counted(page.locator('[data-cell]'), 3);
  await run(page, 2);
  await reads(output(page, 2), 'from a script');
  expect(problems).toEqual([]);
  await context.close();
});

test('files dropped on an output, as the system drags them, come to the notebook', async () => {
  const { context, page, problems } = await opened();
  const path = join(tmpdir(), `trapdoor-drop-${process.pid}.csv`);
  writeFileSync(path, 'a,b\n1,2\n');
  try {
    const box = await outputs(page).getByText('Why is it slow?').boundingBox();
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
    const client = await context.newCDPSession(page);
    // What a file manager's drag is made of.
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      client.send('Input.dispatchDragEvent', {
        type,
        ...at,
        data: { items: [], files: [path], dragOperationsMask: 1 },
      });
    await drag('dragEnter');
    await drag('dragOver');
    await page.locator('[data-dragging]').waitFor();
    // The frame lets the pointer through from now on, so the drag enters the page.
    await drag('dragEnter');
    await drag('dragOver');
    await drag('drop');
    await page.getByRole('status').getByText('now a file of the notebook').waitFor();
    await page.locator('[data-dragging]').waitFor({ state: 'detached' });

    // Where the page is too busy to take it over in time, the frame hands it on.
    const frame = page.frames().at(-1);
    await frame?.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['int main(void) { return 0; }'], 'late.c'));
      const at = { dataTransfer, clientY: 10, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('drop', at));
    });
    await page.locator('section[data-kind="c"]').waitFor();

    // A drag that ends nobody knows where leaves no mark.
    await drag('dragEnter');
    await drag('dragOver');
    await page.locator('[data-dragging]').waitFor();
    await page.locator('[data-dragging]').waitFor({ state: 'detached' });
    expect(page.url()).toContain('/notebook/#');
    expect(problems).toEqual([]);
  } finally {
    rmSync(path);
  }
  await context.close();
});
