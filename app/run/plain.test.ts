import { expect, it } from 'vitest';
import { plain } from './plain';

it.each([
  ['lines', 'a\r\nb\r\n', 'a\nb\n'],
  ['what was rubbed out', 'Ax\b \bda\r\n', 'Ada\n'],
  ['what was written over', '10%\r20%\r100%\r\ndone', '100%\ndone'],
  ['colours and cursor movements', '\x1b[1;31mred\x1b[0m \x1b[2J\x1b[Hhome', 'red home'],
  ['titles and other escapes', '\x1b]0;title\x07a\x1b(Bb\x1b7c\x07', 'abc'],
  ['plain text as it is', 'tab\tand ü\n', 'tab\tand ü\n'],
])('shows %s', (_what, given, shown) => {
  expect(plain(given)).toBe(shown);
});
