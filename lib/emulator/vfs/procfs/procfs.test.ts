import { beforeEach, describe, expect, it } from 'vitest';
import { EACCES, ENOENT } from '../../../abi/errno';
import { O_CREAT, O_PATH, O_RDWR } from '../../../abi/fcntl';
import { credentials } from '../../kernel/cred';
import { TestMachine, USER_BASE } from '../../kernel/fs/testing';

const BUFFER = USER_BASE + 0x1000;

describe('procfs', () => {
  let machine: TestMachine;
  const load = (path: string) => {
    const fd = machine.call('open', path, 0, 0) as number;
    const length = machine.call('read', fd, BUFFER, 8192) as number;
    machine.call('close', fd);
    return fd < 0 ? fd : machine.text(BUFFER, length);
  };
  const readlink = (path: string) => {
    const length = machine.call('readlink', path, BUFFER, 100) as number;
    return length < 0 ? length : machine.text(BUFFER, length);
  };
  beforeEach(() => {
    machine = new TestMachine();
  });

  it('knows who reads it', () => {
    expect(readlink('/proc/self')).toBe('1');
    expect(readlink('/proc/thread-self')).toBe('1/task/1');
    expect(load('/proc/self/comm')).toBe('test\n');
    expect(load('/proc/1/cmdline')).toBe('test\0');
    expect(load('/proc/self/task/1/comm')).toBe('test\n');
    expect(load('/proc/2/comm')).toBe(-ENOENT);
  });

  it('shows mappings in columns', () => {
    const area = {
      start: 0x400000,
      end: 0x401000,
      read: true,
      write: false,
      exec: true,
      shared: false,
      offset: 0,
      flags: 0,
      resident: (): never => {
        throw new Error('not asked for');
      },
    };
    machine.task.proc.mappings = () => [
      { ...area, name: '[stack]' },
      { ...area, start: -0xa00000, end: -0x9ff000, name: '' },
    ];
    expect(load('/proc/self/maps')).toBe(
      `${'00400000-00401000 r-xp 00000000 00:00 0 '.padEnd(73)}[stack]\n` +
        'ffffffffff600000-ffffffffff601000 r-xp 00000000 00:00 0 \n',
    );
  });

  it('has 52 fields in stat', () => {
    expect(String(load('/proc/self/stat')).trim().split(' ')).toHaveLength(52);
  });

  it('leads from descriptors to files, even without a name', () => {
    const fd = machine.call('open', '/tmp/f', O_RDWR | O_CREAT, 0o600) as number;
    machine.call('write', fd, 'data', 4);
    expect(readlink(`/proc/self/fd/${fd}`)).toBe('/tmp/f');
    machine.call('unlink', '/tmp/f');
    expect(readlink(`/proc/self/fd/${fd}`)).toBe('/tmp/f (deleted)');
    expect(load(`/proc/self/fd/${fd}`)).toBe('data');
    machine.call('pipe', BUFFER);
    expect(readlink('/proc/self/fd/1')).toMatch(/^pipe:\[\d+\]$/);
    expect(readlink('/dev/fd/99')).toBe(-ENOENT);
    expect(load('/proc/self/fdinfo/0')).toMatch(/^pos:\t4\nflags:\t0100002\nmnt_id:\t1\nino:\t\d+\n$/);
  });

  it('lists what is mounted', () => {
    expect(load('/proc/mounts')).toContain('\nproc /proc proc rw,relatime 0 0\n');
    machine.call('chdir', '/dev/pts');
    machine.call('chdir', '..');
    expect(readlink('/proc/self/cwd')).toBe('/dev');
    machine.call('chdir', '../proc/self/cwd/..');
    expect(readlink('/proc/self/cwd')).toBe('/');
  });

  it('takes no names and guards what is private', () => {
    expect(machine.call('open', '/proc/new', O_CREAT | O_RDWR, 0o600)).toBe(-ENOENT);
    machine.task.cred = credentials({ uid: 5, gid: 5, euid: 5, egid: 5 }, machine.task.cred.userns);
    expect(machine.call('open', '/proc/self/comm', O_PATH, 0)).toBeGreaterThanOrEqual(0);
    expect(machine.call('open', '/proc/version', O_RDWR, 0)).toBe(-EACCES);
  });

  it('gives the same random boot id, and new uuids', () => {
    expect(load('/proc/sys/kernel/random/boot_id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$/,
    );
  });
});
