import { describe, expect, it } from 'vitest';
import { tarOf } from '../../lib/lab/testing';
import type { Cell } from '../../lib/notebook/types';
import { assemble } from '../../lib/toolchain';
import { bring, type Place } from './brought';

const text = (content: string) => new TextEncoder().encode(content);
const EMPTY: Place = { cells: [], files: [], taken: new Set() };
const elf = (interpreter?: string): Uint8Array => {
  const { elf: made } = assemble('.globl _start\n_start: syscall\n', { name: 'p.s' });
  if (!made) throw new Error('it does not assemble');
  if (interpreter === undefined) return made;
  // Another program header, PT_INTERP, and the path at the end: elf(5).
  const bytes = new Uint8Array(0x400 + made.length);
  bytes.set(made.subarray(0, 64));
  const view = new DataView(bytes.buffer);
  view.setUint32(32, 64, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 3, true);
  view.setUint32(64 + 8, 0x200, true);
  view.setUint32(64 + 32, interpreter.length + 1, true);
  view.setUint32(64 + 40, interpreter.length + 1, true);
  bytes.set(text(`${interpreter}\0`), 0x200);
  return bytes;
};
const executable = (name: string) => ({ name, mode: 0o755, bytes: elf() });
const LINKER = '/lib64/ld-linux-x86-64.so.2';
const LIBRARIES = { name: 'libs.tar', bytes: tarOf(executable(LINKER.slice(1))) };
const brought = (name: string, bytes: Uint8Array, place = EMPTY) => bring([{ name, bytes }], place);

describe('files that are brought to a notebook', () => {
  it('run as a program, and are charted', () => {
    const { files, cells } = brought('my server-1.2', elf());
    expect(files.map(({ name }) => name)).toEqual(['my_server-1.2']);
    expect(cells[0]).toEqual({
      kind: 'sh',
      name: 'my_server_1_2',
      attributes: { files: 'my_server-1.2' },
      source: 'exec ./my_server-1.2 "$@"',
    });
    expect(cells.slice(1).map(({ kind, source }) => [kind, source.slice(0, 32)])).toEqual([
      ['js', 'charts.calls(my_server_1_2, { by'],
      ['js', 'charts.calls(my_server_1_2, { by'],
      ['js', 'charts.slowest(my_server_1_2, { '],
    ]);
  });

  it('are notebooks, whose cells they bring', () => {
    const jupyter = {
      cells: [
        { cell_type: 'markdown', metadata: {}, source: ['# Hi\n', 'there'] },
        { cell_type: 'code', metadata: {}, source: '1 + 1', outputs: [{}] },
      ],
      metadata: { language_info: { name: 'javascript' } },
      nbformat: 4,
    };
    const { cells, files, said } = brought('n.ipynb', text(JSON.stringify(jupyter)));
    expect(files).toEqual([]);
    expect(cells).toEqual([
      { kind: 'md', attributes: {}, source: '# Hi\nthere' },
      { kind: 'js', attributes: {}, source: '1 + 1' },
    ]);
    expect(said).toBe(
      'n.ipynb: its cells are here now. outputs of 1 cell were left out: they are made anew here.',
    );
    const ours = brought('n.md', text('Hello\n\n```c {name=p}\nint x;\n```\n'));
    expect(ours.cells.map(({ kind, name }) => [kind, name])).toEqual([
      ['md', undefined],
      ['c', 'p'],
    ]);
    const kit = '<notebook><script type="module">\n    1 + 1\n</script></notebook>';
    expect(brought('o.html', text(kit)).cells).toEqual([{ kind: 'js', attributes: {}, source: '1 + 1' }]);
    expect(brought('page.html', text('<p>A page')).files).toHaveLength(1);
  });

  it('are sources of cells, or scripts of the shell', () => {
    expect(brought('a.c', text('int x;\r\n')).cells).toEqual([
      { kind: 'c', name: 'a', attributes: {}, source: 'int x;' },
    ]);
    expect(brought('b.s', text('nop')).cells[0].kind).toBe('asm');
    expect(brought('run', text('#!/usr/bin/dash\nls\n')).cells).toEqual([
      { kind: 'sh', name: 'run', attributes: {}, source: '#!/usr/bin/dash\nls' },
    ]);
    expect(brought('run.py', text('#!/usr/bin/python3\n')).cells[0]).toMatchObject({
      name: 'run',
      attributes: { files: 'run.py' },
    });
  });

  it('are kept where they cannot be run', () => {
    const { files, cells, said } = brought('data.csv', text('n\n1\n'));
    expect([files.length, cells.length, said]).toEqual([1, 0, 'data.csv: now a file of the notebook.']);
    expect(brought('libx.so.1', elf()).cells).toEqual([]);
    // Packed, but no archive.
    expect(brought('data.gz', new Uint8Array([0x1f, 0x8b, 8, 0])).cells).toEqual([]);
  });

  it('say at once what they are for, if not for this machine', () => {
    const arm = elf().slice();
    arm[18] = 183;
    const { cells, said } = brought('arm', arm);
    expect(cells).toHaveLength(1);
    expect(said).toContain('arm cannot be run: it is a program for AArch64');
  });

  it('bring what others need, before, after and beside them', () => {
    const program = { name: 'p', bytes: elf(LINKER) };
    const at = (...given: (typeof program)[]) =>
      bring(given, EMPTY).cells.map(({ attributes }) => attributes['root']);
    expect(at(program)).toEqual([undefined, undefined, undefined, undefined]);
    expect(at(program, LIBRARIES)[0]).toBe('libs.tar');
    expect(at(LIBRARIES, program)[0]).toBe('libs.tar');
    const before = bring([program], { ...EMPTY, files: [LIBRARIES] });
    expect(before.cells[0].attributes).toEqual({ files: 'p', root: 'libs.tar' });
    const cell: Cell = { id: 'x', kind: 'sh', attributes: { files: 'p' }, source: 'exec ./p' };
    const after = bring([LIBRARIES], { ...EMPTY, files: [program], cells: [cell] });
    expect(after.roots).toEqual([{ id: 'x', root: 'libs.tar' }]);
  });

  it('hold a program, or a system', () => {
    const one = brought('app.tar', tarOf(executable('opt/app/main'), { name: 'opt/read.me', bytes: elf() }));
    expect(one.cells[0]).toMatchObject({
      name: 'main',
      attributes: { root: 'app.tar' },
      source: 'exec /opt/app/main "$@"',
    });
    const two = brought('my app.tar', tarOf(executable('b'), executable('a')));
    expect(two.cells[0]).toMatchObject({
      attributes: { root: '"my app.tar"' },
      source: '# Also in it: /b\nexec /a "$@"',
    });
    const names = ['sh', ...'abcdefgh'].map((name) => executable(`bin/${name}`));
    expect(brought('system.tar', tarOf(...names)).cells[0].source).toMatch(
      /^# Also in it: .*\nexec \/bin\/sh "\$@"$/,
    );
  });

  it('take the place of files that cells run already', () => {
    const cell: Cell = { id: 'x', kind: 'sh', attributes: { files: 'a p' }, source: 'exec ./p' };
    const { files, cells, said } = brought('p', elf(), { ...EMPTY, cells: [cell] });
    expect([files.length, cells.length, said]).toEqual([1, 0, 'p is replaced: run its cell again.']);
  });

  it('get names that are free', () => {
    expect(brought('p', elf(), { ...EMPTY, taken: new Set(['p', 'p2']) }).cells[0].name).toBe('p3');
    expect(
      bring(
        [
          { name: 'p.c', bytes: text('') },
          { name: 'p.s', bytes: text('') },
        ],
        EMPTY,
      ).cells.map(({ name }) => name),
    ).toEqual(['p', 'p2']);
    expect(brought('7z', elf()).cells[0].name).toBe('program_7z');
  });
});
