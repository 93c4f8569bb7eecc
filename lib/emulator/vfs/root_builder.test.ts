import { describe, expect, it } from 'vitest';
import { O_CREAT, O_RDWR } from '../../abi/fcntl';
import { TestMachine } from '../kernel/fs/testing';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the root filesystem', () => {
  it('makes directories and follows links on the way', () => {
    const machine = new TestMachine({
      entries: [
        { path: '/usr/bin/tool', source: bytes('#!'), mode: 0o755 },
        { path: '/bin', symlink: 'usr/bin' },
        { path: '/bin/other', source: bytes('x') },
      ],
    });
    expect(machine.call('access', '/usr/bin/other', 0)).toBe(0);
    expect(machine.call('access', '/bin/tool', 1)).toBe(0);
  });

  it('gives one file several names', () => {
    const machine = new TestMachine({
      entries: [
        { path: '/one', source: bytes('text'), same: 'a' },
        { path: '/two', source: bytes('text'), same: 'a' },
        { path: '/other', source: bytes('text'), same: 'b', names: 3 },
        { path: '/pipe', fifo: true },
      ],
    });
    const { files } = machine.kernel.vfs;
    const inode = (path: string) => files.find(path).inode;
    expect(inode('/two')).toBe(inode('/one'));
    expect([inode('/one').nlink, inode('/other').nlink]).toEqual([2, 3]);
    expect(inode('/pipe').mode).toBe(0o010644);
    expect(files.changes()).toEqual([]);
    expect(machine.call('unlink', '/one')).toBe(0);
    expect(inode('/two').nlink).toBe(1);
  });

  it('says what is wrong with a path', () => {
    const { files } = new TestMachine({ entries: [{ path: '/a', source: bytes('') }] }).kernel.vfs;
    expect(() => files.add({ path: 'a', source: bytes('') })).toThrow("a: not a file's absolute path");
    expect(() => files.add({ path: '/a/b', source: bytes('') })).toThrow(
      '/a/b: "a" is a file, not a directory',
    );
    expect(() => files.add({ path: '/tmp', source: bytes('') })).toThrow(
      '/tmp: a directory has this name already',
    );
  });

  it('tells what a program changed', () => {
    const machine = new TestMachine({
      entries: ['/w/kept', '/w/edited', '/w/renamed', '/w/gone', '/w/über'].map((path) => ({
        path,
        source: bytes(path),
      })),
    });
    const edited = machine.call('open', '/w/edited', O_RDWR) as number;
    machine.call('write', edited, '!', 1);
    machine.call('open', '/w/new', O_CREAT | O_RDWR, 0o600);
    machine.call('rename', '/w/renamed', '/w/name');
    machine.call('unlink', '/w/gone');
    machine.call('rename', '/w/über', '/w/ü');
    const changed = machine.kernel.vfs.files.changes();
    expect(changed.map(({ path }) => path)).toEqual(['/w/edited', '/w/name', '/w/new', '/w/ü']);
    expect(new TextDecoder().decode(changed[0].bytes)).toBe('!w/edited');
    expect(changed[2].mode).toBe(0o600);
  });
});
