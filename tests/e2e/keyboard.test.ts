import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, reads, visit } from './page';

const { site } = openedSite();

const NOTEBOOK = `\`\`\`c {name=greeter}
#include <stdio.h>
#include <string.h>
int main(void) {
    char line[100];
    printf("name? ");
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\\n")] = 0;
        printf("hello %s\\nname? ", line);
    }
    printf("bye\\n");
}
\`\`\`

\`\`\`c {name=keys}
#include <stdio.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
    struct termios old, raw;
    tcgetattr(0, &old);
    raw = old;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    dprintf(1, "\\033[2J\\033[5;10H\\033[32mpress\\033[0m");
    char c;
    while (read(0, &c, 1) == 1 && c != 'q') dprintf(1, "<%02x>", c);
    tcsetattr(0, TCSANOW, &old);
    return 0;
}
\`\`\`

\`\`\`sh {name=other}
echo still there
\`\`\`
`;

const screen = (page: Page, index: number) => cell(page, index).getByRole('group', { name: 'Terminal' });
const rows = (page: Page, index: number) => screen(page, index).locator('.xterm-rows');

test.each([1280, 390])('type at a program that reads its terminal, %i px', async (width) => {
  const { context, page, problems } = await visit(site(), '', { width });
  await importNotebook(page, site().url, 'keyboard.md', NOTEBOOK);
  await cell(page, 0).focus();
  await page.keyboard.press('Control+Enter');
  await rows(page, 0).getByText('name?').waitFor();
  await cell(page, 0).getByText('waits for the keyboard').waitFor();
  // The terminal took the keyboard from the cell: what is typed goes to the program, as do the notebook's own keys.
  await page.keyboard.type('Adx');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('a\n');
  await rows(page, 0).getByText('hello Ada').waitFor();
  // While it waits other programs run, also where the page has one machine only.
  await cell(page, 2).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 2).getByText('still there').waitFor();
  await screen(page, 0).locator('textarea').focus();
  await page.keyboard.press('Control+d');
  await cell(page, 0).getByRole('group', { name: 'Terminal output' }).getByText('bye').waitFor();
  await reads(
    cell(page, 0).getByRole('group', { name: 'Terminal output' }),
    /^name\? Ada\nhello Ada\nname\? bye\n$/,
  );
  expect(problems).toEqual([]);
  await context.close();
});

test('a program in raw mode gets single keys; Ctrl+] leaves its terminal', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'keyboard.md', NOTEBOOK);
  await cell(page, 1).focus();
  await page.keyboard.press('Control+Enter');
  await rows(page, 1).getByText('press').waitFor();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  await rows(page, 1).getByText('press<03><1b><5b><41><1b>').waitFor();
  await page.keyboard.press('Control+]');
  await page.waitForFunction(() => document.activeElement?.matches('[data-cell]'));
  await screen(page, 1).locator('textarea').focus();
  await page.keyboard.press('q');
  await cell(page, 1).getByRole('group', { name: 'Terminal output' }).getByText('press<03>').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
