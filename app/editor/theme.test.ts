import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CODE_COLOURS } from './theme';

const css = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');

/** The pair of colours that a token has in tokens.css. */
function pair(token: string): { light: string; dark: string } {
  const found = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
  if (!found) throw new Error(`tokens.css has no pair --${token}`);
  return { light: found[1], dark: found[2] };
}

test('the editor has the colours of the page', () => {
  const pageName: Record<string, string> = {
    ink: 'ink',
    faint: 'ink-3',
    paper: 'paper',
    accent: 'accent',
    line: 'line',
  };
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, colour] of Object.entries(CODE_COLOURS[theme])) {
      expect([name, colour]).toEqual([name, pair(pageName[name] ?? `code-${name}`)[theme]]);
    }
  }
});
