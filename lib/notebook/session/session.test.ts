import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tarOf } from '../../lab/testing';
import { NotebookStore } from '../../store';
import { fakeLab } from '../testing/fakeLab';
import type { NotebookSession } from '../types';
import { openSession } from './index';
import { NotebookModel } from './model';

const TEXT =
  '---\ntitle: T\n---\n\nProse.\n\n```asm {name=p args="1 2"}\nnop\n```\n\n```asm {name=q args="${n}"}\nnop\n```\n';

describe('the model', () => {
  const model = (now = () => 0) => new NotebookModel(TEXT, [], [], now);

  it('joins keystrokes of one burst into one undo', () => {
    let time = 0;
    const m = model(() => time);
    for (const source of ['n', 'no', 'nop2']) m.setSource('p', source);
    time = 5000;
    m.setSource('p', 'ret');
    m.undo();
    expect(m.cell('p')?.source).toBe('nop2');
    m.undo();
    expect(m.cell('p')?.source).toBe('nop');
    expect(m.canUndo).toBe(false);
    m.redo();
    m.redo();
    expect(m.cell('p')?.source).toBe('ret');
    m.undo();
    m.setTitle('Other');
    expect(m.canRedo).toBe(false);
  });

  it('keeps deleted cells in a bin, from where each can be put back', () => {
    const m = model();
    m.remove(['p', 'q']);
    expect(m.bin.map(({ cell }) => cell.id)).toEqual(['p', 'q']);
    m.undo();
    expect(m.bin).toEqual([]);
    m.remove(['p']);
    m.remove(['q']);
    m.putBack('p');
    expect(m.notebook.cells.map(({ id }) => id)).toEqual(['md-p', 'p']);
    expect(m.bin.map(({ cell }) => cell.id)).toEqual(['q']);
    const again = new NotebookModel(m.toMarkdown(), [], m.bin);
    again.putBack('q');
    expect(again.cell('q')?.attributes).toEqual({ args: '${n}' });
  });

  it('splits and merges', () => {
    const m = model();
    m.setSource('p', 'nop\n\nret');
    const second = m.split('p', 4);
    expect(m.notebook.cells.map(({ source }) => source)).toEqual(['Prose.', 'nop', 'ret', 'nop']);
    expect(m.cell(second ?? '')).toMatchObject({ kind: 'asm', attributes: {} });
    m.merge(['p', second ?? '', 'q']);
    expect(m.notebook.cells.map(({ source }) => source)).toEqual(['Prose.', 'nop\nret\nnop']);
    expect(m.cell('p')?.name).toBe('p');
    m.undo();
    m.undo();
    expect(m.cell('p')?.source).toBe('nop\n\nret');
  });

  it('gives a pasted cell an id of its own, and a name that is free', () => {
    const m = model();
    const ids = m.insertAll(0, m.notebook.cells);
    expect(m.notebook.cells.map(({ name }) => name)).toEqual([undefined, 'p2', 'q2', undefined, 'p', 'q']);
    expect(new Set(m.notebook.cells.map(({ id }) => id)).size).toBe(6);
    m.move(ids, 6);
    expect(m.notebook.cells.slice(3).map(({ id }) => id)).toEqual(ids);
  });

  it('inserts, moves, removes and renames, and all of it can be undone', () => {
    const m = model();
    const before = m.notebook;
    const id = m.insert(1, 'js', '1');
    m.move([id], 0);
    expect(m.notebook.cells.map(({ id: cell }) => cell)).toEqual([id, 'md-p', 'p', 'q']);
    m.move([id], 4);
    expect(m.notebook.cells[3].id).toBe(id);
    m.setName('p', 'other');
    m.setAttribute('p', 'profile', 'zen2');
    m.setAttribute('p', 'args', undefined);
    m.setKind('q', 'c');
    m.remove(['md-p']);
    expect(m.cell('p')).toMatchObject({ name: 'other', attributes: { profile: 'zen2' } });
    expect(() => m.setAttribute('p', 'a b', '')).toThrow('cannot be an attribute');
    expect(() => m.setSource('none', '')).toThrow('there is no cell none');
    while (m.canUndo) m.undo();
    expect(m.notebook).toBe(before);
    expect(m.toMarkdown()).toBe(TEXT);
  });

  it('keeps ids that the text does not state', () => {
    const m = model();
    const id = m.insert(0, 'md', 'first');
    const ids = m.notebook.cells.map((cell) => cell.id);
    expect(new NotebookModel(m.toMarkdown(), ids).notebook.cells.map((cell) => cell.id)).toEqual([
      id,
      'md-p',
      'p',
      'q',
    ]);
  });
});

describe('the session', () => {
  let store: NotebookStore;
  beforeEach(async () => {
    store?.close();
    await Dexie.delete('test');
    store = new NotebookStore({ name: 'test' });
  });
  const saved = (session: NotebookSession) =>
    vi.waitFor(() => expect(session.snapshot().saved).toBe('saved'), 3000);
  const status = (session: NotebookSession, id: string) => session.snapshot().cells[id].status;

  it('stores what was typed and what was run, and opens as it was', async () => {
    const session = await openSession({ id: 'a', store, lab: fakeLab(), text: TEXT });
    expect(await store.list()).toEqual([]);
    session.setSource('md-p', 'Changed.');
    expect(session.snapshot().saved).toBe('unsaved');
    await session.run('p');
    expect(session.snapshot().cells['p'].output?.run?.ns).toBe(104);
    await saved(session);
    session.close();
    const again = await openSession({ id: 'a', store, lab: fakeLab() });
    expect(again.toMarkdown()).toBe(TEXT.replace('Prose.', 'Changed.'));
    expect(again.snapshot().cells).toEqual(session.snapshot().cells);
    expect((await store.list())[0]).toMatchObject({ id: 'a', title: 'T' });
  });

  it('says stale when a program changed since its run, and not when it was changed back', async () => {
    const session = await openSession({ id: 'a', lab: fakeLab(), text: TEXT });
    await session.run('p');
    expect(status(session, 'p')).toBe('ok');
    session.setSource('p', 'ret');
    expect(status(session, 'p')).toBe('stale');
    session.undo();
    expect(status(session, 'p')).toBe('ok');
    session.setAttribute('p', 'args', '3');
    expect(status(session, 'p')).toBe('stale');
    await session.run('p');
    expect(status(session, 'p')).toBe('ok');
  });

  it('gives a deleted cell that comes back what came of it before', async () => {
    const session = await openSession({ id: 'a', lab: fakeLab(), text: TEXT });
    await session.run('p');
    const { output } = session.snapshot().cells['p'];
    session.remove(['p']);
    expect(session.snapshot().cells['p']).toBeUndefined();
    session.undo();
    expect(session.snapshot().cells['p']).toMatchObject({ status: 'ok', output });
    session.remove(['p']);
    session.putBack('p');
    expect(status(session, 'p')).toBe('ok');
  });

  it('runs without a frame what needs none', async () => {
    const lab = fakeLab();
    const session = await openSession({ id: 'a', lab, text: TEXT });
    await session.runAll();
    expect(lab.requests).toHaveLength(1);
    // It reads values of js cells, so it waits for the frame.
    expect(session.snapshot().cells['q'].output).toBeUndefined();
    expect(status(session, 'md-p')).toBe('idle');
    expect(session.snapshot().running).toBe(false);
  });

  it('shows progress and stops', async () => {
    const session = await openSession({ id: 'a', lab: fakeLab({ delay: 5000 }), text: TEXT });
    const run = session.run('p');
    await vi.waitFor(() => expect(session.snapshot().cells['p'].live?.stdout).toBe('p 1 2\n'));
    expect(session.snapshot().running).toBe(true);
    session.stop('p');
    await run;
    expect(session.snapshot().cells['p'].output?.run?.ending.kind).toBe('stopped');
    expect(session.snapshot().running).toBe(false);
  });

  it('shows why a program cannot be assembled', async () => {
    const diagnostics = [
      {
        severity: 'error' as const,
        message: 'no such instruction',
        file: 'p.s',
        line: 1,
        column: 1,
        endColumn: 4,
      },
    ];
    const answer = () => ({
      ending: { kind: 'failed' as const, message: 'the source has an error', diagnostics },
    });
    const session = await openSession({ id: 'a', lab: fakeLab({ answer }), text: TEXT });
    await session.run('p');
    expect(session.snapshot().cells['p']).toMatchObject({
      status: 'error',
      diagnostics,
      output: { error: { line: 1 } },
    });
  });

  it('loses nothing when the store fails, and says so', async () => {
    const session = await openSession({ id: 'a', store, lab: fakeLab(), text: TEXT });
    vi.spyOn(store, 'save').mockRejectedValueOnce(new Error('full'));
    session.setSource('p', 'first');
    await vi.waitFor(() => expect(session.snapshot().saved).toEqual({ error: 'full' }), 3000);
    session.setTitle('Second');
    await saved(session);
    expect((await store.open('a'))?.text).toContain('first');
    const broken = new NotebookStore({ name: 'test' });
    vi.spyOn(broken, 'open').mockRejectedValue(new Error('private window'));
    const other = await openSession({ id: 'a', store: broken, lab: fakeLab(), text: TEXT });
    expect(other.snapshot().saved).toEqual({ error: 'private window' });
    other.setSource('p', 'x');
    expect(other.toMarkdown()).toContain('x');
  });

  it('splits arguments as a shell does and refuses what cannot be', async () => {
    const lab = fakeLab();
    const session = await openSession({ id: 'a', lab, text: TEXT });
    session.setAttribute('p', 'args', `a 'b c' "d \\"e\\"" f\\ g`);
    session.setAttribute('p', 'env', 'A=1 B="x y"');
    await session.run('p');
    expect(lab.requests[0]).toMatchObject({
      args: ['p', 'a', 'b c', 'd "e"', 'f g'],
      env: { A: '1', B: 'x y' },
    });
    session.setAttribute('p', 'seed', 'often');
    await session.run('p');
    expect(session.snapshot().cells['p'].output?.error?.message).toBe('seed="often" is not a whole number');
  });

  it('keeps results whose notebook changes while they run', async () => {
    const session = await openSession({ id: 'a', lab: fakeLab({ delay: 50 }), text: TEXT });
    const run = session.run('p');
    await vi.waitFor(() => expect(status(session, 'p')).toBe('running'));
    session.setSource('p', 'other');
    await run;
    expect(status(session, 'p')).toBe('stale');
    const last = session.run('p');
    session.remove(['p']);
    await last;
    expect(session.snapshot().cells['p']).toBeUndefined();
  });

  it('gives programs the files they name, and those left in their machine', async () => {
    const made = (path: string) => [{ path, bytes: new TextEncoder().encode(path) }];
    const lab = fakeLab({
      answer: ({ args }) => ({ files: args?.[0] === 'q' ? [] : made(`/${args?.[0]}`) }),
    });
    const text =
      '```asm {name=a machine=lab}\nnop\n```\n\n```asm {name=b machine=lab files="data.csv"}\nnop\n```\n\n```asm {name=q machine=lab}\nnop\n```\n\n```asm {name=other files=none}\nnop\n```';
    const session = await openSession({ id: 'a', store, lab, text });
    session.addFiles([{ name: 'data.csv', bytes: new Uint8Array([1]) }]);
    await session.run('q');
    const paths = (n: number) => (lab.requests[n].files ?? []).map(({ path }) => path);
    // What is missing before it is run first, in the order of the document.
    expect(lab.requests.map(({ args }) => args?.[0])).toEqual(['a', 'b', 'q']);
    expect(paths(1)).toEqual(['/data.csv', '/a']);
    expect(paths(2)).toEqual(['/a', '/b']);
    session.setSource('a', 'ret');
    expect(status(session, 'b')).toBe('stale');
    await session.run('b');
    expect(status(session, 'b')).toBe('ok');
    await session.run('other');
    expect(session.snapshot().cells['other'].output?.error?.message).toBe(
      'the notebook has no file none; it has data.csv',
    );
    session.renameFile('data.csv', 'new.csv');
    expect(status(session, 'b')).toBe('ok');
    await saved(session);
    expect((await store.files('a')).map(({ path }) => path)).toEqual(['new.csv']);
    session.removeFile('new.csv');
    await vi.waitFor(async () => expect(await store.files('a')).toEqual([]));
  });

  it('unpacks the archive that is a program’s root, and lets what can be run be run', async () => {
    const lab = fakeLab();
    const text =
      '```sh {name=p root="root.tar" files="tool etc/own data.csv"}\nexec ./tool\n```\n\n```sh {name=q root=data.csv}\nls\n```\n';
    const session = await openSession({ id: 'a', store, lab, text });
    session.addFiles([
      { name: 'root.tar', bytes: tarOf({ name: 'etc/own', bytes: new TextEncoder().encode('theirs') }) },
      { name: 'tool', bytes: new TextEncoder().encode('#!/bin/sh\n') },
      { name: 'etc/own', bytes: new TextEncoder().encode('mine') },
      { name: 'data.csv', bytes: new TextEncoder().encode('n\n1\n') },
    ]);
    await session.run('p');
    const files = lab.requests[0].files ?? [];
    expect(files.map(({ path, mode, bytes }) => [path, mode, new TextDecoder().decode(bytes)])).toEqual([
      ['/etc/own', undefined, 'mine'],
      ['/tool', 0o755, '#!/bin/sh\n'],
      ['/data.csv', undefined, 'n\n1\n'],
    ]);
    expect(status(session, 'p')).toBe('ok');
    session.addFiles([
      { name: 'root.tar', bytes: tarOf({ name: 'etc/other', bytes: new TextEncoder().encode('theirs') }) },
    ]);
    expect(status(session, 'p')).toBe('stale');
    await session.run('q');
    expect(session.snapshot().cells['q'].output?.error?.message).toBe(
      'root="data.csv" is no .tar or .tar.gz archive',
    );
  });
});
