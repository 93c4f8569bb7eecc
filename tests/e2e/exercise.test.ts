import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, visit, write } from './page';

const { site } = openedSite();

const NOTEBOOK = `\`\`\`exercise {#calls}
How many calls does it make?

--- answer
2 ± 0
--- hint
One to write.
--- hint
One to end.
--- solution
Two: **write** and exit.
\`\`\`

\`\`\`exercise {#seen}
Which status does *p* end with?
--- answer number
--- check
answer === p.exit ? true : answer > 255 ? "A status has eight bits." : false
--- solution
It returns 7.
\`\`\`

\`\`\`exercise {#sum}
Add the arguments.
--- program p
--- case args="2 3"
5
--- case args="10 -4"
6
--- solution
Add them.
\`\`\`

\`\`\`c {name=p}
#include <stdio.h>
int main(void) { return 7; }
\`\`\`
`;

const RIGHT = `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) { printf("%d\\n", atoi(argv[1]) + atoi(argv[2])); return 7; }
`;

test('an exercise answered wrong, then right, is so when the notebook is opened again', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'exercise.md', NOTEBOOK);
  const exercise = (index: number) => outputs(page).getByRole('group', { name: 'Exercise' }).nth(index);
  const first = exercise(0);
  await first.getByLabel('Your answer').fill('3');
  expect(await first.textContent()).not.toContain('One to write');
  await first.getByRole('button', { name: 'Check' }).click();
  await first.getByText('Not so.').waitFor();
  await first.getByRole('button', { name: 'Hint' }).click();
  await first.getByText('One to write.').waitFor();
  expect(await first.textContent()).not.toMatch(/One to end|Two:/);
  await first.getByRole('button', { name: 'Show the solution' }).waitFor();
  await first.getByLabel('Your answer').fill('2');
  await page.keyboard.press('Enter');
  await first.getByText('Right.').waitFor();
  await first.getByText('Two: write and exit.').waitFor();

  // A check that reads a program says so while it has not run.
  const second = exercise(1);
  await second.getByLabel('Your answer').fill('7');
  await second.getByRole('button', { name: 'Check' }).click();
  await second.getByText('The check reads p: run its cell first.').waitFor();
  await cell(page, 3).focus();
  await page.keyboard.press('Control+Enter');
  await cell(page, 3).getByText('exited with 7', { exact: true }).waitFor();
  await second.getByLabel('Your answer').fill('300');
  await second.getByRole('button', { name: 'Check' }).click();
  await second.getByText('A status has eight bits.').waitFor();
  await second.getByLabel('Your answer').fill('7');
  await second.getByRole('button', { name: 'Check' }).click();
  await second.getByText('Right.').waitFor();

  const third = exercise(2);
  await third.getByRole('button', { name: 'Check' }).click();
  await third.getByText('Case 1 of 2 is not right. With arguments 2 3 it prints nothing.').waitFor();
  await write(page, 3, RIGHT);
  await third.getByRole('button', { name: 'Check' }).click();
  await third.getByText('Right.').waitFor();

  await page.reload();
  await exercise(0).getByText('Two: write and exit.').waitFor();
  await expect.poll(() => exercise(0).getByLabel('Your answer').inputValue()).toBe('2');
  await exercise(2).getByText('Right.').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
