import { beforeEach, describe, expect, it } from 'vitest';
import { EAGAIN, ENXIO, ERESTARTNOHAND } from '../../../abi/errno';
import {
  F_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_RDLCK,
  F_SETLK,
  F_UNLCK,
  F_WRLCK,
  LOCK_EX,
  LOCK_NB,
  LOCK_SH,
  O_CREAT,
  O_NONBLOCK,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
} from '../../../abi/fcntl';
import { POLLIN } from '../../../abi/poll';
import { S_IFIFO } from '../../../abi/stat';
import { encode, FLOCK, getField, POLLFD, TIMESPEC } from '../../../abi/structs';
import { TestMachine, USER_BASE } from './testing';

const BUFFER = USER_BASE + 0x1000;
const TIMEOUT = USER_BASE + 0x2000;

describe('calls that wait', () => {
  let machine: TestMachine;
  let [reader, writer] = [0, 0];
  beforeEach(() => {
    machine = new TestMachine();
    machine.call('pipe', USER_BASE);
    [reader, writer] = new Int32Array(machine.mem.bytes.slice(0, 8).buffer);
    machine.poke(BUFFER, encode(POLLFD, { fd: reader, events: POLLIN }));
  });

  it('poll sleeps until its time has come', () => {
    const asleep = machine.sleep('poll', BUFFER, 1, 20);
    expect(asleep.deadline).toBe(machine.now + 2e7);
    expect(asleep.queues).toHaveLength(1);
    expect(asleep.again(true)).toBe(0);
  });

  it('poll answers when something is ready', () => {
    const asleep = machine.sleep('poll', BUFFER, 1, -1);
    expect(asleep.deadline).toBeUndefined();
    machine.call('write', writer, 'x', 1);
    expect(asleep.again(false)).toBe(1);
    expect(machine.mem.bytes[0x1006]).toBe(POLLIN);
  });

  it('ppoll tells what is left of the time, even when a signal ends it', () => {
    machine.poke(TIMEOUT, encode(TIMESPEC, { tv_sec: 2 }));
    const asleep = machine.sleep('ppoll', BUFFER, 1, TIMEOUT, 0, 8);
    machine.now += 5e8;
    const { interrupted } = asleep;
    expect(typeof interrupted === 'function' ? interrupted() : interrupted).toBe(-ERESTARTNOHAND);
    const left = new DataView(machine.mem.copyIn(TIMEOUT, 16)!.buffer);
    expect([getField(left, 0, TIMESPEC.at.tv_sec), getField(left, 0, TIMESPEC.at.tv_nsec)]).toEqual([1, 5e8]);
  });

  it('a FIFO opens when both ends are there', () => {
    machine.call('mknod', '/tmp/q', S_IFIFO | 0o600, 0);
    expect(machine.call('open', '/tmp/q', O_WRONLY | O_NONBLOCK, 0)).toBe(-ENXIO);
    const asleep = machine.sleep('open', '/tmp/q', O_RDONLY, 0);
    expect(machine.call('open', '/tmp/q', O_WRONLY, 0)).toBe(2);
    expect(asleep.again(false)).toBe(3);
    machine.call('write', 2, 'through', 7);
    expect(machine.call('read', 3, BUFFER, 10)).toBe(7);
  });

  it('sendfile gives a pipe what fits, and waits when nothing does', () => {
    const file = machine.call('open', '/tmp/f', O_CREAT | O_RDWR, 0o600) as number;
    machine.call('ftruncate', file, 100_000);
    expect(machine.call('sendfile', writer, file, 0, 100_000)).toBe(65536);
    const asleep = machine.sleep('sendfile', writer, file, 0, 34_464);
    machine.call('read', reader, BUFFER, 65536);
    expect(asleep.again(false)).toBe(34_464);
    expect(machine.call('lseek', file, 0, 1)).toBe(100_000);
  });

  it('flock waits for others, and the lock goes with the file', () => {
    const one = machine.call('open', '/tmp/f', O_CREAT | O_RDWR, 0o600) as number;
    const two = machine.call('open', '/tmp/f', O_RDWR, 0) as number;
    expect(machine.call('flock', one, LOCK_EX)).toBe(0);
    expect(machine.call('flock', two, LOCK_SH | LOCK_NB)).toBe(-EAGAIN);
    const asleep = machine.sleep('flock', two, LOCK_SH);
    machine.call('close', one);
    expect(asleep.again(false)).toBe(0);
  });

  it('record locks split, and tell who is in the way', () => {
    const one = machine.call('open', '/tmp/f', O_CREAT | O_RDWR, 0o600) as number;
    const two = machine.call('open', '/tmp/f', O_RDWR, 0) as number;
    const lock = (fd: number, command: number, l_type: number, l_start: number, l_len: number) => {
      machine.poke(BUFFER, encode(FLOCK, { l_type, l_start, l_len }));
      return machine.call('fcntl', fd, command, BUFFER);
    };
    expect(lock(one, F_SETLK, F_WRLCK, 0, 100)).toBe(0);
    expect(lock(one, F_SETLK, F_UNLCK, 40, 20)).toBe(0);
    expect(lock(two, F_OFD_SETLK, F_RDLCK, 40, 20)).toBe(0);
    expect(lock(two, F_OFD_SETLK, F_RDLCK, 30, 20)).toBe(-EAGAIN);
    expect(lock(one, F_GETLK, F_WRLCK, 50, 5)).toBe(0);
    const view = new DataView(machine.mem.copyIn(BUFFER, FLOCK.size)!.buffer);
    const { l_type, l_start, l_len, l_pid } = FLOCK.at;
    expect([l_type, l_start, l_len, l_pid].map((field) => getField(view, 0, field))).toEqual([
      F_RDLCK,
      40,
      20,
      -1,
    ]);
    machine.poke(BUFFER, encode(FLOCK, { l_type: F_WRLCK, l_start: 99 }));
    const asleep = machine.sleep('fcntl', two, F_OFD_SETLKW, BUFFER);
    expect(lock(one, F_SETLK, F_UNLCK, 0, 0)).toBe(0);
    expect(asleep.again(false)).toBe(0);
  });
});
