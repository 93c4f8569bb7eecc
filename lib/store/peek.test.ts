import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { isStored, peekNotebooks } from './peek';
import { NotebookStore } from './store';

test('what is stored is seen without the library, and looking makes no database', async () => {
  expect(await peekNotebooks()).toEqual([]);
  expect(await isStored('a')).toBe(false);
  expect(await indexedDB.databases()).toEqual([]);
  let time = 0;
  const store = new NotebookStore({ now: () => ++time });
  await store.create({ id: 'a', text: '# A' });
  await store.create({ id: 'b', text: '# B' });
  await store.remove('a');
  expect((await peekNotebooks()).map(({ id, title, binned }) => [id, title, binned > 0])).toEqual([
    ['b', 'B', false],
    ['a', 'A', true],
  ]);
  expect(await isStored('a')).toBe(true);
  expect(await isStored('c')).toBe(false);
});
