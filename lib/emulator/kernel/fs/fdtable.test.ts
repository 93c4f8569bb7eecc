import { beforeEach, describe, expect, it } from 'vitest';
import { EBADF, EINVAL, EMFILE, ENOENT } from '../../../abi/errno';
import { F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, FD_CLOEXEC, O_CLOEXEC } from '../../../abi/fcntl';
import type { FilesStruct } from './fdtable';
import { TestMachine } from './testing';

describe('the table of descriptors', () => {
  let machine: TestMachine;
  let files: FilesStruct;
  const open = (flags = 0) => machine.call('open', '/dev/null', flags, 0);
  beforeEach(() => {
    machine = new TestMachine();
    files = machine.task.files as FilesStruct;
  });

  it('gives out the lowest number', () => {
    expect([open(), open(), open()]).toEqual([0, 1, 2]);
    machine.call('close', 1);
    machine.call('close', 0);
    expect([open(), open(), open()]).toEqual([0, 1, 3]);
    expect(machine.call('fcntl', 0, F_DUPFD, 3)).toBe(4);
    expect(machine.call('fcntl', 0, F_DUPFD, 100)).toBe(100);
    expect(open()).toBe(5);
  });

  it('is full at RLIMIT_NOFILE, which is found before the name is looked at', () => {
    files.noFile = 2;
    expect([open(), open(), open()]).toEqual([0, 1, -EMFILE]);
    expect(machine.call('open', '/nothing', 0, 0)).toBe(-EMFILE);
    expect(machine.call('dup', 0)).toBe(-EMFILE);
    expect(machine.call('dup2', 0, 2)).toBe(-EBADF);
    expect(machine.call('fcntl', 0, F_DUPFD, 2)).toBe(-EINVAL);
    machine.call('close', 0);
    expect(machine.call('open', '/nothing', 0, 0)).toBe(-ENOENT);
  });

  it('shares a file and its position with a copy, and the copy outlives it', () => {
    open(O_CLOEXEC);
    open();
    const copy = files.clone();
    expect(copy.get(1)).toBe(files.get(1));
    files.closeAll();
    expect(files.get(1)).toBeUndefined();
    expect(copy.get(1)?.refs).toBe(1);
    copy.exec();
    expect([...copy.entries()].map(([fd]) => fd)).toEqual([1]);
  });

  it('keeps FD_CLOEXEC for each descriptor', () => {
    open(O_CLOEXEC);
    expect(machine.call('fcntl', 0, F_GETFD)).toBe(FD_CLOEXEC);
    expect(machine.call('dup', 0)).toBe(1);
    expect(machine.call('fcntl', 1, F_GETFD)).toBe(0);
    machine.call('fcntl', 0, F_DUPFD_CLOEXEC, 0);
    expect(machine.call('fcntl', 2, F_GETFD)).toBe(FD_CLOEXEC);
    machine.call('dup2', 1, 2);
    expect(machine.call('fcntl', 2, F_GETFD)).toBe(0);
  });
});
