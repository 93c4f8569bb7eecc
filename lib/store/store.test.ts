import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fileNameOf, NotebookStore, StoreError } from './index';

const utf8 = (text: string) => new TextEncoder().encode(text);
const TEXT = '---\ntitle: Writes\n---\n\nHello.\n';
let store: NotebookStore;
let time = 1000;

beforeEach(async () => {
  (store as NotebookStore | undefined)?.close();
  await Dexie.delete('test');
  time = 1000;
  store = new NotebookStore({ name: 'test', now: () => time++ });
});

describe('notebooks', () => {
  it('creates, lists, saves and opens', async () => {
    const first = await store.create({ text: TEXT });
    const second = await store.create({ text: '# Second' });
    expect((await store.list()).map(({ title }) => title)).toEqual(['Second', 'Writes']);
    await store.save(first, { title: 'Changed', text: 'x', ids: ['a'] });
    expect((await store.list()).map(({ id }) => id)).toEqual([first, second]);
    expect(await store.open(first)).toMatchObject({
      entry: { title: 'Changed', created: 1000 },
      text: 'x',
      ids: ['a'],
      outputs: {},
    });
    expect(await store.open('none')).toBeUndefined();
  });

  it('keeps typed arrays in outputs and forgets on demand', async () => {
    const id = await store.create({ text: TEXT });
    const output = { key: 'k', state: 'ok' as const, html: '<p>', height: 3 };
    await store.saveOutputs(id, { a: output, b: output });
    await store.saveOutputs(id, { b: undefined });
    expect((await store.open(id))?.outputs).toEqual({ a: output });
  });

  it('duplicates with outputs and files', async () => {
    const id = await store.create({ text: TEXT });
    await store.saveOutputs(id, { a: { key: 'k', state: 'ok' } });
    await store.saveFile(id, { path: '/tmp/x', bytes: new Uint8Array([1, 2]) });
    const copy = await store.duplicate(id);
    expect((await store.open(copy))?.entry.title).toBe('Writes (copy)');
    expect((await store.open(copy))?.outputs).toHaveProperty('a');
    expect((await store.files(copy))[0].bytes).toEqual(new Uint8Array([1, 2]));
    await expect(store.duplicate('none')).rejects.toThrow('There is no notebook none to copy.');
  });

  it('has a bin', async () => {
    const id = await store.create({ text: TEXT });
    await store.remove(id);
    expect(await store.list()).toEqual([]);
    expect(await store.listBin()).toHaveLength(1);
    await store.restore(id);
    expect(await store.list()).toHaveLength(1);
    await store.remove(id);
    await store.erase(id);
    expect([...(await store.list()), ...(await store.listBin())]).toEqual([]);
    expect(await store.open(id)).toBeUndefined();
  });

  it('imports and exports files unchanged', async () => {
    const text = TEXT.replaceAll('\n', '\r\n');
    const { id } = await store.importFile(utf8(text), 'w.md');
    expect(await store.exportFile(id)).toEqual({ name: 'writes.md', text });
    expect((await store.open((await store.importFile(utf8('no heading'), 'plain.md')).id))?.entry.title).toBe(
      'plain',
    );
    await expect(store.importFile(utf8('```js {}\n'), 'bad.md')).rejects.toThrow(/^bad\.md:1: the fence/);
    await expect(store.importFile(utf8('```js {}\n'), 'bad.md')).rejects.toBeInstanceOf(StoreError);
  });
});

describe('trouble', () => {
  it('says so in words when storage is full', async () => {
    const quota = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    vi.spyOn(Dexie.prototype, 'transaction').mockRejectedValueOnce(new Dexie.AbortError('aborted', quota));
    await expect(store.save('a', { title: '', text: '', ids: [] })).rejects.toThrow(
      /storage for this site is full/,
    );
  });

  it('says so where there is no IndexedDB', async () => {
    const { indexedDB, IDBKeyRange } = Dexie.dependencies;
    Dexie.dependencies = {} as typeof Dexie.dependencies;
    try {
      await expect(new NotebookStore({ name: 'none' }).list()).rejects.toThrow(
        /has no IndexedDB.*export the notebook/,
      );
    } finally {
      Dexie.dependencies = { indexedDB, IDBKeyRange };
    }
  });
});

it('makes file names of titles', () => {
  expect(fileNameOf('Time without a trap!')).toBe('time-without-a-trap.md');
  expect(fileNameOf('Écriture: 1/2', 'svg')).toBe('ecriture-1-2.svg');
  expect(fileNameOf('///')).toBe('notebook.md');
});
