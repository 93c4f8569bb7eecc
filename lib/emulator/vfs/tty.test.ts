import { beforeEach, describe, expect, it } from 'vitest';
import { EAGAIN } from '../../abi/errno';
import { O_NONBLOCK, O_RDWR } from '../../abi/fcntl';
import { ECHO, FIONREAD, ICANON, TCGETS, TCSETS, TIOCGPGRP, TIOCGWINSZ, VMIN, VTIME } from '../../abi/ioctl';
import { SIGINT } from '../../abi/signal';
import { TERMIOS } from '../../abi/structs';
import { TestMachine, USER_BASE } from '../kernel/fs/testing';
import type { Tty } from './tty';

const BUFFER = USER_BASE + 0x1000;
const type = (tty: Tty, text: string) => tty.type(new TextEncoder().encode(text));

describe('a terminal', () => {
  let machine: TestMachine;
  let tty: Tty;
  let fd = 0;
  const read = (count = 100) => {
    const length = machine.call('read', fd, BUFFER, count);
    return typeof length === 'number' && length >= 0 ? machine.text(BUFFER, length) : length;
  };
  const screen = () =>
    machine.output
      .splice(0)
      .map(({ text }) => text)
      .join('');
  const set = (change: (words: Uint32Array, cc: Uint8Array) => void) => {
    machine.call('ioctl', fd, TCGETS, BUFFER);
    const bytes = machine.mem.copyIn(BUFFER, TERMIOS.size)!;
    change(new Uint32Array(bytes.buffer, 0, 4), bytes.subarray(TERMIOS.at.c_cc.offset));
    machine.poke(BUFFER, bytes);
    return machine.call('ioctl', fd, TCSETS, BUFFER);
  };
  beforeEach(() => {
    machine = new TestMachine();
    tty = machine.kernel.vfs.tty;
    tty.foreground = 1;
    fd = machine.call('open', '/dev/pts/0', O_RDWR) as number;
  });

  it('gives a line once it is ended, echoed as it is typed', () => {
    type(tty, 'ab');
    const asleep = machine.sleep('read', fd, BUFFER, 100);
    type(tty, 'c\r');
    expect(asleep.again(false)).toBe(4);
    expect(machine.text(BUFFER, 4)).toBe('abc\n');
    expect(screen()).toBe('abc\r\n');
  });

  it('gives one line a read, and the rest of a long one to the next', () => {
    type(tty, 'first\nsecond\n');
    expect(read(3)).toBe('fir');
    expect(read()).toBe('st\n');
    expect(read()).toBe('second\n');
  });

  it('edits lines', () => {
    type(tty, 'one twx\x7fo\n');
    expect(read()).toBe('one two\n');
    expect(screen()).toBe('one twx\b \bo\r\n');
    type(tty, 'some words\x17more\n');
    expect(read()).toBe('some more\n');
    type(tty, 'all gone\x15new\n');
    expect(read()).toBe('new\n');
  });

  it('ends at ^D: what was typed, or the file', () => {
    type(tty, 'abc\x04\x04');
    expect(read()).toBe('abc');
    expect(read()).toBe('');
    tty.close();
    expect(read()).toBe('');
  });

  it('sends signals for keys, and forgets the line', () => {
    type(tty, 'seen');
    type(tty, 'junk\x03ok\n');
    expect(machine.signals).toEqual([SIGINT]);
    // What came with the key has not been echoed yet, and its echo goes with it.
    expect(screen()).toBe('seen^Cok\r\n');
    expect(read()).toBe('ok\n');
  });

  it('ends output lines with CR LF', () => {
    expect(machine.call('write', fd, 'a\nb\n', 4)).toBe(4);
    expect(screen()).toBe('a\r\nb\r\n');
  });

  it('gives bytes as they come in raw mode', () => {
    expect(set((words) => (words[3] &= ~(ICANON | ECHO)))).toBe(0);
    type(tty, 'x');
    expect(read()).toBe('x');
    expect(screen()).toBe('');
  });

  it('waits for VMIN bytes, or VTIME tenths of a second', () => {
    set((words, cc) => {
      words[3] &= ~ICANON;
      cc[VMIN] = 3;
    });
    type(tty, 'ab');
    const asleep = machine.sleep('read', fd, BUFFER, 100);
    expect(typeof asleep.again(false)).toBe('object');
    type(tty, 'c');
    expect(asleep.again(false)).toBe(3);
    set((_words, cc) => {
      cc[VMIN] = 0;
      cc[VTIME] = 5;
    });
    const timed = machine.sleep('read', fd, BUFFER, 100);
    expect(timed.deadline).toBe(machine.now + 5e8);
    expect(timed.again(true)).toBe(0);
  });

  it('answers what programs ask of it', () => {
    expect(machine.call('ioctl', fd, TIOCGWINSZ, BUFFER)).toBe(0);
    expect([...new Uint16Array(machine.mem.copyIn(BUFFER, 8)!.buffer)]).toEqual([24, 80, 0, 0]);
    type(tty, 'four\n');
    machine.call('ioctl', fd, FIONREAD, BUFFER);
    expect(machine.mem.bytes[0x1000]).toBe(5);
    expect(machine.call('ioctl', fd, TIOCGPGRP, BUFFER)).toBeLessThan(0);
    expect(machine.call('lseek', fd, 0, 0)).toBeLessThan(0);
    const quick = machine.call('open', '/dev/pts/0', O_RDWR | O_NONBLOCK) as number;
    read();
    expect(machine.call('read', quick, BUFFER, 1)).toBe(-EAGAIN);
  });
});
