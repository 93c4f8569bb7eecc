import { beforeEach, describe, expect, it } from 'vitest';
import { EAGAIN, EBUSY, EFAULT, EPIPE } from '../../abi/errno';
import { F_GETPIPE_SZ, F_SETPIPE_SZ, O_DIRECT, O_NONBLOCK } from '../../abi/fcntl';
import { SIGPIPE } from '../../abi/signal';
import { TestMachine, USER_BASE, USER_SIZE } from '../kernel/fs/testing';

const BUFFER = USER_BASE + 0x1000;
const CAPACITY = 65536;

describe('a pipe', () => {
  let machine: TestMachine;
  let [reader, writer] = [0, 0];
  const open = (flags = 0) => {
    expect(machine.call('pipe2', USER_BASE, flags)).toBe(0);
    [reader, writer] = new Int32Array(machine.mem.bytes.slice(0, 8).buffer);
  };
  beforeEach(() => {
    machine = new TestMachine();
  });

  it('gives bytes in the order they came', () => {
    open();
    expect(machine.call('write', writer, 'hello, ', 7)).toBe(7);
    expect(machine.call('write', writer, 'world', 5)).toBe(5);
    expect(machine.call('read', reader, BUFFER, 100)).toBe(12);
    expect(machine.text(BUFFER, 12)).toBe('hello, world');
  });

  it('puts a reader to sleep until there is data, and ends when the last writer goes', () => {
    open();
    const asleep = machine.sleep('read', reader, BUFFER, 10);
    expect(asleep.why).toMatch(/^pipe:\[\d+\] to have data$/);
    expect(typeof asleep.again(false)).toBe('object');
    machine.call('write', writer, 'x', 1);
    expect(asleep.again(false)).toBe(1);
    const last = machine.sleep('read', reader, BUFFER, 10);
    machine.call('close', writer);
    expect(last.again(false)).toBe(0);
  });

  it('takes what fits and sleeps for the rest; a signal leaves what was written', () => {
    open();
    const asleep = machine.sleep('write', writer, BUFFER, CAPACITY + 10);
    expect(asleep.interrupted).toBe(CAPACITY);
    expect(machine.call('read', reader, USER_BASE, 4096)).toBe(4096);
    expect(asleep.again(false)).toBe(CAPACITY + 10);
  });

  it('holds sixteen buffers, however little is in them', () => {
    open(O_NONBLOCK | O_DIRECT);
    for (let i = 0; i < 16; i++) expect(machine.call('write', writer, 'a', 1)).toBe(1);
    expect(machine.call('write', writer, 'a', 1)).toBe(-EAGAIN);
    expect(machine.call('read', reader, BUFFER, 100)).toBe(1);
  });

  it('adds small writes to the last page', () => {
    open(O_NONBLOCK);
    for (let i = 0; i < CAPACITY; i += 512) expect(machine.call('write', writer, BUFFER, 512)).toBe(512);
    expect(machine.call('write', writer, BUFFER, 1)).toBe(-EAGAIN);
  });

  it('breaks when nobody reads', () => {
    open();
    machine.call('close', reader);
    expect(machine.call('write', writer, 'x', 1)).toBe(-EPIPE);
    expect(machine.signals).toEqual([SIGPIPE]);
    expect(machine.call('write', writer, 'x', 0)).toBe(0);
  });

  it('keeps what a reader could not take', () => {
    open();
    machine.call('write', writer, 'abc', 3);
    expect(machine.call('read', reader, USER_BASE + USER_SIZE, 3)).toBe(-EFAULT);
    expect(machine.call('read', reader, BUFFER, 3)).toBe(3);
  });

  it('changes its size, but not below what it holds', () => {
    open();
    expect(machine.call('fcntl', writer, F_GETPIPE_SZ)).toBe(CAPACITY);
    machine.call('write', writer, BUFFER, 10000);
    expect(machine.call('fcntl', writer, F_SETPIPE_SZ, 8192)).toBe(-EBUSY);
    expect(machine.call('fcntl', writer, F_SETPIPE_SZ, 9000)).toBe(16384);
    expect(machine.call('read', reader, BUFFER, 20000)).toBe(10000);
  });

  it('gives its frames back', () => {
    const before = machine.kernel.phys.used;
    open();
    machine.call('write', writer, BUFFER, 30000);
    expect(machine.kernel.phys.used).toBe(before + 8);
    machine.call('close', reader);
    machine.call('close', writer);
    expect(machine.kernel.phys.used).toBe(before);
  });

  it('counts pages for the cost model', () => {
    open();
    const { work } = machine.kernel;
    machine.call('write', writer, BUFFER, 5000);
    expect([work.kind, work.pages, work.newPages]).toEqual(['pipe', 2, 2]);
  });
});
