import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, reads, saved, visit, write } from './page';

const { site } = openedSite();

const NOTEBOOK = `---
title: C and sh
---
\`\`\`c {name=bytes defines="N=5" args="one two"}
#include <stdio.h>
int main(int argc, char **argv) {
    for (int i = 0; i < N; i++) putchar('a' + i);
    printf(" %s %.3f\\n", argv[argc - 1], 2.0 / 3);
    return argc;
}
\`\`\`

\`\`\`sh {name=script}
for i in 1 2 3; do echo $((i * i)); done | sort -r | head -n 1
echo hello | wc -c
\`\`\`

\`\`\`js {#sum}
bytes.exit + Number(script.stdout.split("\\n")[0])
\`\`\`
`;

const terminal = (page: Page, index: number) =>
  cell(page, index).getByRole('group', { name: 'Terminal output' });

test('C and shell cells compile, run and feed a JavaScript cell', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'c.md', NOTEBOOK);
  await page.getByRole('button', { name: 'Run all' }).click();
  await outputs(page).getByText('12', { exact: true }).waitFor({ timeout: 60_000 });
  await reads(terminal(page, 0), 'abcde two 0.667');
  await reads(terminal(page, 1), /9\s*6/);
  await cell(page, 0).locator('label[data-tab="calls"]').click();
  await reads(
    cell(page, 0).getByRole('table', { name: 'System calls' }),
    'write(1, "abcde two 0.667\\n", 16)',
  );
  expect(problems).toEqual([]);
  await context.close();
});

test('what a program prints has the colours that it gives it, in both themes', async () => {
  const { context, page, problems } = await visit(site(), '');
  const source = "printf 'plain \\033[1;33mbold\\033[0m \\033[7mturned\\033[0m <b>\\n'";
  await importNotebook(page, site().url, 'c.md', `\`\`\`sh {name=colours}\n${source}\n\`\`\`\n`);
  await page.getByRole('button', { name: 'Run all' }).click();
  await reads(terminal(page, 0), 'plain bold turned <b>');
  const look = (text: string) =>
    terminal(page, 0)
      .getByText(text, { exact: true })
      .evaluate((span) => {
        const { color, backgroundColor, fontWeight } = getComputedStyle(span);
        return [color, backgroundColor, fontWeight];
      });
  await page.emulateMedia({ colorScheme: 'light' });
  const [yellow, , weight] = await look('bold');
  expect(weight).toBe('700');
  expect((await look('turned')).slice(0, 2)).toEqual(['rgb(255, 255, 255)', 'rgb(23, 25, 30)']);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect((await look('bold'))[0]).not.toBe(yellow);
  expect((await look('turned')).slice(0, 2)).toEqual(['rgb(16, 17, 20)', 'rgb(233, 235, 238)']);
  expect(problems).toEqual([]);
  await context.close();
});

test('an error in C is marked while it is typed, and said by a run', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'c.md', '```c {name=wrong}\nint main(void) { return 0; }\n```\n');
  await write(page, 0, '#include <stdio.h>\nint main(void) {\n  sise_t n = 1;\n  return n;\n}\n');
  await cell(page, 0).locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await cell(page, 0).getByText("unknown type name 'sise_t'", { exact: false }).first().waitFor();
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});
