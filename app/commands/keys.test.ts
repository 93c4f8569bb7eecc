import { expect, test } from 'vitest';
import { commandFor, type Keystroke, matches, shown } from './keys';

const stroke = (key: string, mods: Partial<Keystroke> = {}): Keystroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...mods,
});

test('Mod is Ctrl, and Command on a Mac', () => {
  expect(matches('Mod+Enter', stroke('Enter', { ctrlKey: true }), false)).toBe(true);
  expect(matches('Mod+Enter', stroke('Enter', { metaKey: true }), true)).toBe(true);
  expect(matches('Mod+Enter', stroke('Enter', { ctrlKey: true }), true)).toBe(false);
});

test('a shortcut wants exactly its modifiers', () => {
  expect(matches('Shift+Enter', stroke('Enter'), false)).toBe(false);
  expect(matches('Enter', stroke('Enter', { shiftKey: true }), false)).toBe(false);
  expect(matches('a', stroke('a', { ctrlKey: true }), false)).toBe(false);
});

test('a sign that needs Shift to be typed matches with it', () => {
  expect(matches('?', stroke('?', { shiftKey: true }), false)).toBe(true);
});

test('keys are written as the machine writes them', () => {
  expect(shown('Mod+Shift+k', false)).toBe('Ctrl+Shift+K');
  expect(shown('Mod+Shift+k', true)).toBe('⌘⇧K');
  expect(shown('Alt+ArrowUp', false)).toBe('Alt+↑');
});

test('while typing only commands that say so answer, and only when they make sense', () => {
  const icon = null as never;
  const run = { name: 'run', label: 'Run', icon, keys: ['Mod+Enter'], typing: true, perform: () => {} };
  const add = { name: 'add', label: 'Add', icon, keys: ['a'], perform: () => {}, when: (c: boolean) => c };
  expect(commandFor([run, add], true, stroke('a'), false)?.name).toBe('add');
  expect(commandFor([run, add], true, stroke('a'), true)).toBeUndefined();
  expect(commandFor([run, add], false, stroke('a'), false)).toBeUndefined();
});
