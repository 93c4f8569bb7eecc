import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { look, THEMES } from './look';
import { plain, printed } from './parse';

it.each([
  ['lines', 'a\r\nb\r\n', 'a\nb\n'],
  ['what was rubbed out', 'Ax\b \bda\r\n', 'Ada\n'],
  ['what was written over', '10%\r20%\r100%\r\ndone', '100%\ndone'],
  ['a line that was cleared', 'working\r\x1b[Kdone\r\n', 'done\n'],
  ['movements within a line', 'ac\x1b[1D\x1b[1Gb\x1b[3Cx', 'bc  x'],
  ['cursor movements', '\x1b[2J\x1b[Hhome', 'home'],
  ['titles and other escapes', '\x1b]0;title\x07a\x1b(Bb\x1b7c\x07\x1b[?25l\x1b[>4;2m', 'abc'],
  ['plain text as it is', 'tab\tand ü 🙂  \n', 'tab\tand ü 🙂  \n'],
])('shows %s', (_what, given, shown) => {
  expect(plain(given)).toBe(shown);
});

it.each([
  ['1', { bold: true }],
  ['1;31', { bold: true, colour: 1 }],
  ['97;104', { colour: 15, background: 12 }],
  ['38;5;208;4', { colour: 208, underline: true }],
  ['48;2;1;2;255;7', { background: '#0102ff', inverse: true }],
  ['38:2::10:20:30;9', { colour: '#0a141e', struck: true }],
  ['38:5:9', { colour: 9 }],
  ['4:3;58;5;1;3', { underline: true, italic: true }],
  ['38;5;999;2', { faint: true }],
  ['31;;1', { bold: true }],
])('reads the rendition %s', (parameters, style) => {
  expect(printed(`\x1b[${parameters}mx`)).toEqual([{ text: 'x', style }]);
});

test('a movement far to the right costs no more than a wide line', () => {
  expect(plain('a\x1b[2000000000Cb')).toBe(`a${' '.repeat(4095)}b`);
});

test('a rendition lasts until it is taken back, over lines and over what is written over', () => {
  expect(printed('a\x1b[1;32mb\nc\x1b[22md\x1b[39me')).toEqual([
    { text: 'a' },
    { text: 'b', style: { bold: true, colour: 2 } },
    { text: '\n' },
    { text: 'c', style: { bold: true, colour: 2 } },
    { text: 'd', style: { colour: 2 } },
    { text: 'e' },
  ]);
  expect(printed('\x1b[31mwrong\r\x1b[0mre')).toEqual([
    { text: 're' },
    { text: 'ong', style: { colour: 1 } },
  ]);
});

/** Contrast by WCAG's formula, written apart from the one that is tested. */
function contrast(a: string, b: string): number {
  const light = [a, b].map((colour) => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    const [r, g, blue] = parts.map((s) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

test('every colour can be read in both themes, on the page and on other colours', () => {
  const css = readFileSync(new URL('../../../app/styles/tokens.css', import.meta.url), 'utf8');
  for (const key of ['paper', 'ink'] as const)
    expect(css).toContain(`--${key}: light-dark(${THEMES.light[key]}, ${THEMES.dark[key]});`);
  const pair = (value: string) => /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value)?.slice(1) ?? [];
  const colours = Array.from({ length: 256 }, (_, i) => i);
  let worst = Number.POSITIVE_INFINITY;
  const backgrounds = [undefined, 0, 3, 7, 12, 15, 46, 244];
  for (const colour of colours)
    for (const background of backgrounds)
      for (const inverse of [undefined, true]) {
        const made = look({ colour, background, inverse, faint: colour % 2 === 0 || undefined });
        const text = pair(made.color);
        const behind = made.backgroundColor
          ? pair(made.backgroundColor)
          : [THEMES.light.paper, THEMES.dark.paper];
        for (const at of [0, 1]) worst = Math.min(worst, contrast(text[at], behind[at]));
      }
  expect(worst).toBeGreaterThanOrEqual(4.5);
  expect(look({ bold: true, underline: true, struck: true })).toEqual({
    fontWeight: '700',
    textDecoration: 'underline line-through',
  });
});
