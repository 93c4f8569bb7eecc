import { expect, test } from 'vitest';
import { plain } from '../../lib/notebook/printed/parse';
import { excerpt, lastOf } from './excerpt';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a long output is cut between lines, and nothing of it is counted twice', () => {
  const line = '\x1b[31m表 🙂 é\x1b[0m and more\n';
  const all = bytes(line.repeat(2000));
  const { head, hidden, tail } = excerpt(all);
  expect(plain(head)).toMatch(/^(表 🙂 é and more\n)+$/);
  expect(plain(tail)).toMatch(/^(表 🙂 é and more\n)+$/);
  const shown = (head + tail).split('\n').length - 1;
  expect(hidden).toBe(all.length - shown * bytes(line).length);
  expect(excerpt(bytes(line))).toEqual({ head: line, hidden: 0, tail: '' });
});

test('where there is one line only, no character is cut in two', () => {
  for (const shift of ['', 'a', 'ab', 'abc']) {
    const { head, hidden, tail } = excerpt(bytes(shift + '🙂'.repeat(10_000)));
    expect(head + tail).not.toContain('\ufffd');
    expect(bytes(head + tail).length + hidden).toBe(shift.length + 40_000);
  }
});

test('of what is still being printed the last lines are shown', () => {
  expect(lastOf(`${'one line\n'.repeat(1000)}end`).tail).toMatch(/^(one line\n)+end$/);
  expect(lastOf('short')).toEqual({ head: '', hidden: 0, tail: 'short' });
  expect(lastOf('x'.repeat(5000))).toEqual({ head: '', hidden: 1000, tail: 'x'.repeat(4000) });
});
