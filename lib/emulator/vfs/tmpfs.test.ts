import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EFBIG, ENOSPC, ENXIO } from '../../abi/errno';
import {
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  O_APPEND,
  O_CREAT,
  O_DIRECTORY,
  O_RDONLY,
  O_RDWR,
  O_TMPFILE,
  SEEK_DATA,
  SEEK_HOLE,
} from '../../abi/fcntl';
import { TestMachine, USER_BASE } from '../kernel/fs/testing';
import { PAGE_SIZE } from '../mm/physical';

const BUFFER = USER_BASE + 0x1000;

describe('a file on tmpfs', () => {
  let machine: TestMachine;
  beforeEach(() => {
    machine = new TestMachine({ maxPages: 8 });
  });
  const open = (path: string, flags = O_RDWR | O_CREAT) => machine.call('open', path, flags, 0o644) as number;
  const used = () => machine.kernel.phys.used;

  it('takes frames for what is written, and no more', () => {
    const fd = open('/tmp/f');
    const before = used();
    machine.call('pwrite64', fd, 'x', 1, 100 * PAGE_SIZE);
    expect(used()).toBe(before + 1);
    expect(machine.call('pread64', fd, BUFFER, 10, 0)).toBe(10);
    expect(machine.call('lseek', fd, 0, SEEK_DATA)).toBe(100 * PAGE_SIZE);
    expect(machine.call('lseek', fd, 0, SEEK_HOLE)).toBe(0);
    expect(machine.call('lseek', fd, 200 * PAGE_SIZE, SEEK_DATA)).toBe(-ENXIO);
    expect(used()).toBe(before + 1);
  });

  it('shares its frames with those who map it', () => {
    const fd = open('/tmp/f');
    machine.call('write', fd, 'mapped', 6);
    const { inode } = machine.task.files.get(fd)!;
    const pfn = inode.fops.page?.(inode, 0) ?? 0;
    const { phys } = machine.kernel;
    phys.u8[phys.offset(pfn)] = 'M'.charCodeAt(0);
    machine.call('pread64', fd, BUFFER, 6, 0);
    expect(machine.text(BUFFER, 6)).toBe('Mapped');
    expect(inode.fops.page?.(inode, 1)).toBe(0);
  });

  it('is full at its limit, after a short write', () => {
    const fd = open('/tmp/f');
    expect(machine.call('write', fd, BUFFER, 10 * PAGE_SIZE)).toBe(8 * PAGE_SIZE);
    expect(machine.call('write', fd, BUFFER, 1)).toBe(-ENOSPC);
    expect(machine.call('ftruncate', fd, PAGE_SIZE)).toBe(0);
    expect(machine.call('pwrite64', fd, BUFFER, 1, 2 * PAGE_SIZE)).toBe(1);
  });

  it('keeps its contents while a descriptor is open, and gives the frames back after', () => {
    const before = used();
    const fd = open('/tmp/f');
    machine.call('write', fd, 'still here', 10);
    expect(machine.call('unlink', '/tmp/f')).toBe(0);
    expect(machine.call('pread64', fd, BUFFER, 10, 0)).toBe(10);
    machine.call('close', fd);
    expect(used()).toBe(before);
    const unnamed = open('/tmp', O_TMPFILE | O_RDWR);
    machine.call('write', unnamed, 'x', 1);
    machine.call('close', unnamed);
    expect(used()).toBe(before);
  });

  it('fetches contents from outside when they are needed', () => {
    const source = vi.fn(() => new TextEncoder().encode('from outside'.padEnd(5000, '.')));
    machine.kernel.vfs.files.add({ path: '/data/big', source });
    expect(source).not.toHaveBeenCalled();
    const fd = open('/data/big', O_RDWR);
    const before = used();
    expect(machine.call('read', fd, BUFFER, 12)).toBe(12);
    expect(machine.text(BUFFER, 12)).toBe('from outside');
    expect(used()).toBe(before + 1);
    machine.call('ftruncate', fd, 6);
    machine.call('ftruncate', fd, 20);
    machine.call('pread64', fd, BUFFER, 20, 0);
    expect(machine.text(BUFFER, 20)).toBe(`from o${'\0'.repeat(14)}`);
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('makes holes', () => {
    machine.kernel.vfs.files.add({ path: '/data/f', source: new Uint8Array(3 * PAGE_SIZE).fill(7) });
    const fd = open('/data/f', O_RDWR);
    const mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    expect(machine.call('fallocate', fd, mode, 10, PAGE_SIZE * 2)).toBe(0);
    machine.call('pread64', fd, BUFFER, 3 * PAGE_SIZE, 0);
    const bytes = machine.mem.copyIn(BUFFER, 3 * PAGE_SIZE)!;
    expect(bytes.indexOf(0)).toBe(10);
    expect(bytes.lastIndexOf(0)).toBe(2 * PAGE_SIZE + 9);
    expect(machine.call('lseek', fd, PAGE_SIZE, SEEK_DATA)).toBe(2 * PAGE_SIZE);
  });

  it('appends where the end is, whatever the position', () => {
    machine.call('write', open('/tmp/f'), 'one', 3);
    const fd = open('/tmp/f', O_RDWR | O_APPEND);
    machine.call('pwrite64', fd, 'two', 3, 0);
    expect(machine.call('pread64', fd, BUFFER, 10, 0)).toBe(6);
    expect(machine.text(BUFFER, 6)).toBe('onetwo');
  });

  it('ends where positions stop being exact', () => {
    expect(machine.call('ftruncate', open('/tmp/f'), 2 ** 60)).toBe(-EFBIG);
  });

  it('counts pages and their kind for the cost model', () => {
    const { work } = machine.kernel;
    const fd = open('/tmp/f');
    Object.assign(work, { pages: 0, newPages: 0 });
    machine.call('write', fd, BUFFER, 2 * PAGE_SIZE);
    expect([work.kind, work.pages, work.newPages]).toEqual(['tmpfs', 2, 2]);
    machine.call('pwrite64', fd, BUFFER, 1, 5);
    expect([work.pages, work.newPages]).toEqual([3, 2]);
  });

  it('lists the newest name first', () => {
    for (const name of ['a', 'b', 'c']) open(`/tmp/${name}`);
    const length = machine.call('getdents64', open('/tmp', O_RDONLY | O_DIRECTORY), BUFFER, 1000) as number;
    const names: string[] = [];
    for (let at = 0; at < length; at += machine.mem.bytes[0x1000 + at + 16]) {
      names.push(machine.text(BUFFER + at + 19, 10).replace(/\0.*/s, ''));
    }
    expect(names).toEqual(['.', '..', 'c', 'b', 'a']);
  });
});
