import { EAGAIN, EFAULT, EINVAL, ENOTTY, ENXIO, ESRCH } from '../../abi/errno';
import { O_NONBLOCK } from '../../abi/fcntl';
import {
  FIONREAD,
  TCFLSH,
  TCGETS,
  TCGETS2,
  TCOFLUSH,
  TCSBRK,
  TCSBRKP,
  TCSETS,
  TCSETS2,
  TCSETSF,
  TCSETSF2,
  TCSETSW,
  TCSETSW2,
  TCXONC,
  TIOCGETD,
  TIOCGPGRP,
  TIOCGSID,
  TIOCGWINSZ,
  TIOCNOTTY,
  TIOCOUTQ,
  TIOCSCTTY,
  TIOCSPGRP,
  TIOCSWINSZ,
  VMIN,
  VTIME,
} from '../../abi/ioctl';
import { POLLHUP, POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../abi/poll';
import { SIGWINCH } from '../../abi/signal';
import { encode, getField, TERMIOS, TERMIOS2, WINSIZE } from '../../abi/structs';
import type { IovIter, KernelServices, Result, Task, WaitQueue } from '../kernel/types';
import { LineDiscipline, type Termios } from './line_discipline';
import type { File, FileOperations } from './types';

/** VTIME counts tenths of a second. */
const TENTH = 1e8;
const CHUNK = 4096;

/** A terminal: what programs write goes to the host's screen, what the host types is read by programs. */
export class Tty {
  readonly line: LineDiscipline;
  readonly input: WaitQueue;
  /** Foreground process group and session; the kernel sets them when it starts the first program. */
  foreground = 0;
  session = 0;
  rows = 24;
  columns = 80;
  /** No more will be typed. */
  closed = false;

  constructor(
    private readonly kernel: KernelServices,
    readonly name: string,
  ) {
    this.input = kernel.waitQueue(`${name} to have input`);
    this.line = new LineDiscipline({
      output: (bytes) => kernel.console.write(1, bytes),
      signal: (sig) => this.signalForeground(sig),
    });
  }

  /** The host types. */
  type(bytes: Uint8Array): void {
    this.line.receive(bytes);
    if (this.line.available > 0 || this.line.readable) this.input.wakeAll();
  }

  /** The host will type no more: reads give what is left, then an end of file. */
  close(): void {
    this.closed = true;
    this.input.wakeAll();
  }

  /** The window's size changed. */
  resize(rows: number, columns: number): void {
    if (rows === this.rows && columns === this.columns) return;
    this.rows = rows;
    this.columns = columns;
    this.signalForeground(SIGWINCH);
  }

  write(iter: IovIter): number {
    let done = 0;
    while (iter.count > 0) {
      const bytes = new Uint8Array(Math.min(iter.count, CHUNK));
      const copied = iter.copyFrom(bytes, 0, bytes.length);
      if (copied > 0) this.kernel.console.write(1, this.line.process(bytes.subarray(0, copied)));
      done += copied;
      if (copied < bytes.length) return done || -EFAULT;
    }
    return done;
  }

  /** n_tty_read. In raw mode VMIN and VTIME say how long to wait: termios(3). */
  read(file: File, iter: IovIter): Result {
    if (iter.count === 0) return 0;
    if (this.enough(iter)) return this.give(iter);
    const { cc } = this.line.termios;
    const raw = !this.line.canonical;
    if (this.closed || (raw && cc[VMIN] === 0 && cc[VTIME] === 0)) return this.give(iter);
    if (file.flags & O_NONBLOCK) return -EAGAIN;
    return this.sleep(iter.keep(), this.timer(false));
  }

  ioctl(request: number, arg: number, task: Task): number {
    const { line } = this;
    switch (request) {
      case TCGETS:
        return out(task, arg, encode(TERMIOS, fields(line.termios)));
      case TCGETS2:
        return out(task, arg, encode(TERMIOS2, fields(line.termios)));
      case TCSETS:
      case TCSETSW:
      case TCSETSF:
        return this.setTermios(task, arg, TERMIOS.size, request === TCSETSF);
      case TCSETS2:
      case TCSETSW2:
      case TCSETSF2:
        return this.setTermios(task, arg, TERMIOS2.size, request === TCSETSF2);
      case TIOCGWINSZ:
        return out(task, arg, encode(WINSIZE, { ws_row: this.rows, ws_col: this.columns }));
      case TIOCSWINSZ: {
        const bytes = task.mem.copyIn(arg, WINSIZE.size);
        if (!bytes) return -EFAULT;
        const view = new DataView(bytes.buffer);
        this.resize(getField(view, 0, WINSIZE.at.ws_row), getField(view, 0, WINSIZE.at.ws_col));
        return 0;
      }
      case FIONREAD:
        return out(task, arg, int(line.available));
      case TIOCOUTQ:
      case TIOCGETD:
        return out(task, arg, int(0));
      case TIOCGPGRP:
        return this.controls(task) ? out(task, arg, int(this.foreground)) : -ENOTTY;
      case TIOCGSID:
        return this.controls(task) ? out(task, arg, int(this.session)) : -ENOTTY;
      case TIOCSPGRP:
        return this.setForeground(task, arg);
      case TIOCSCTTY:
      case TIOCNOTTY:
        return this.controls(task) ? 0 : -ENOTTY;
      case TCFLSH:
        if (arg < 0 || arg > 2) return -EINVAL;
        if (arg !== TCOFLUSH) line.flushInput();
        return 0;
      case TCSBRK:
      case TCSBRKP:
      case TCXONC:
        return 0;
      default:
        return -ENOTTY;
    }
  }

  private setTermios(task: Task, arg: number, size: number, flush: boolean): number {
    const bytes = task.mem.copyIn(arg, size);
    if (!bytes) return -EFAULT;
    if (flush) this.line.flushInput();
    this.line.set(termiosOf(bytes, this.line.termios));
    if (this.line.readable) this.input.wakeAll();
    return 0;
  }

  private setForeground(task: Task, arg: number): number {
    const bytes = task.mem.copyIn(arg, 4);
    if (!this.controls(task)) return -ENOTTY;
    if (!bytes) return -EFAULT;
    const pgid = new DataView(bytes.buffer).getInt32(0, true);
    if (pgid < 0) return -EINVAL;
    for (const other of this.kernel.tasks()) {
      if (other.proc.pgid !== pgid) continue;
      this.foreground = pgid;
      return 0;
    }
    return -ESRCH;
  }

  private controls(task: Task): boolean {
    return task.tty?.state === this;
  }

  private enough(iter: IovIter): boolean {
    if (this.line.canonical) return this.line.readable;
    const least = Math.max(1, this.line.termios.cc[VMIN]);
    return this.line.available >= Math.min(least, iter.count);
  }

  private give(iter: IovIter): number {
    const bytes = this.line.take(iter.count);
    return iter.copyTo(bytes, 0, bytes.length) < bytes.length ? -EFAULT : bytes.length;
  }

  /** When a raw read gives up: VTIME after the start if VMIN is 0, else VTIME after the last byte. */
  private timer(started: boolean): number | undefined {
    const { cc } = this.line.termios;
    if (this.line.canonical || cc[VTIME] === 0 || (cc[VMIN] > 0 && !started)) return undefined;
    return this.kernel.monotonic() + cc[VTIME] * TENTH;
  }

  private sleep(iter: IovIter, deadline: number | undefined): Result {
    return {
      queues: [this.input],
      deadline,
      why: `${this.name} to have input`,
      again: (timedOut) => {
        if (timedOut || this.closed || this.enough(iter)) return this.give(iter);
        return this.sleep(iter, this.line.available > 0 ? this.timer(true) : deadline);
      },
    };
  }

  private signalForeground(sig: number): void {
    for (const task of this.kernel.tasks()) if (task.proc.pgid === this.foreground) task.signal(sig);
  }
}

function fields(t: Termios) {
  return {
    c_iflag: t.iflag,
    c_oflag: t.oflag,
    c_cflag: t.cflag,
    c_lflag: t.lflag,
    c_line: t.line,
    c_cc: t.cc,
    c_ispeed: t.ispeed,
    c_ospeed: t.ospeed,
  };
}

function termiosOf(bytes: Uint8Array, old: Termios): Termios {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const speeds = bytes.length === TERMIOS2.size;
  const { at } = TERMIOS2;
  return {
    iflag: getField(view, 0, at.c_iflag),
    oflag: getField(view, 0, at.c_oflag),
    cflag: getField(view, 0, at.c_cflag),
    lflag: getField(view, 0, at.c_lflag),
    line: getField(view, 0, at.c_line),
    cc: bytes.slice(at.c_cc.offset, at.c_cc.offset + at.c_cc.count),
    ispeed: speeds ? getField(view, 0, at.c_ispeed) : old.ispeed,
    ospeed: speeds ? getField(view, 0, at.c_ospeed) : old.ospeed,
  };
}

function out(task: Task, addr: number, bytes: Uint8Array): number {
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Operations of an open terminal; `state` is the Tty. */
export const TTY_FILE: FileOperations = {
  read: (file, iter) => (file.state as Tty).read(file, iter),
  write: (file, iter) => (file.state as Tty).write(iter),
  ioctl: (file, request, arg, task) => (file.state as Tty).ioctl(request, arg, task),
  poll(file) {
    const tty = file.state as Tty;
    const input = tty.line.readable ? POLLIN | POLLRDNORM : 0;
    return POLLOUT | POLLWRNORM | input | (tty.closed ? POLLIN | POLLHUP : 0);
  },
  queues: (file) => [(file.state as Tty).input],
};

/** A device that opens `tty`. */
export function ttyDevice(tty: Tty): FileOperations {
  return {
    ...TTY_FILE,
    open(file) {
      file.state = tty;
      return 0;
    },
  };
}

/** /dev/tty: the controlling terminal of whoever opens it, or ENXIO. */
export const CONTROLLING_TTY: FileOperations = {
  ...TTY_FILE,
  open(file, task) {
    if (!task.tty) return -ENXIO;
    file.state = task.tty.state;
    return 0;
  },
};
