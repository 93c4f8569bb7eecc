import {
  EAGAIN,
  EBUSY,
  EFAULT,
  EINVAL,
  EIO,
  ENOTTY,
  ENXIO,
  EPERM,
  ERESTARTSYS,
  ESRCH,
} from '../../abi/errno';
import { O_NOCTTY, O_NONBLOCK } from '../../abi/fcntl';
import {
  FIONREAD,
  IXON,
  TCFLSH,
  TCGETA,
  TCGETS,
  TCGETS2,
  TCIFLUSH,
  TCIOFF,
  TCION,
  TCOFLUSH,
  TCOOFF,
  TCOON,
  TCSBRK,
  TCSBRKP,
  TCSETA,
  TCSETAF,
  TCSETAW,
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
  TIOCPKT_DOSTOP,
  TIOCPKT_FLUSHREAD,
  TIOCPKT_FLUSHWRITE,
  TIOCPKT_NOSTOP,
  TIOCPKT_START,
  TIOCPKT_STOP,
  TIOCSCTTY,
  TIOCSPGRP,
  TIOCSTI,
  TIOCSWINSZ,
  TOSTOP,
  VMIN,
  VSTART,
  VSTOP,
  VTIME,
} from '../../abi/ioctl';
import { POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../abi/poll';
import { SIGCONT, SIGHUP, SIGTTIN, SIGTTOU, SIGWINCH } from '../../abi/signal';
import { encode, getField, TERMIO, TERMIOS, TERMIOS2, WINSIZE } from '../../abi/structs';
import { CAP_SYS_ADMIN, capable } from '../kernel/capable';
import { numberFor } from '../kernel/pid_namespace';
import type { IovIter, KernelServices, Result, Task, WaitQueue } from '../kernel/types';
import { LineDiscipline, type Termios } from './line_discipline';
import { termioFields, termiosFields, termiosOf } from './termios';
import { exclusiveRequest, keepLocked, noneLocked, rareRequest, type TtyModes } from './tty_ioctl';
import type { File, FileOperations } from './types';

/** hung_up_tty_poll. */
const HUNG_UP = POLLIN | POLLOUT | POLLERR | POLLHUP | POLLRDNORM | POLLWRNORM;
/** VTIME counts tenths of a second. */
const TENTH = 1e8;
const CHUNK = 4096;
/** Requests that a process in the background is stopped for: tty_check_change in tty_ioctl.c. */
const CHANGES: ReadonlySet<number> = new Set([
  TCSETA,
  TCSETAW,
  TCSETAF,
  TCSETS,
  TCSETSW,
  TCSETSF,
  TCSETS2,
  TCSETSW2,
  TCSETSF2,
  TCFLSH,
  TCXONC,
  TCSBRK,
  TCSBRKP,
  TIOCSPGRP,
]);

/** A terminal: what programs write goes to the host's screen, what the host types is read by programs. */
export class Tty {
  readonly line: LineDiscipline;
  readonly input: WaitQueue;
  /** Writers sleep here while the other side of a pseudoterminal does not read. */
  readonly output: WaitQueue;
  full = false;
  /** Foreground process group and session; the kernel sets them when it starts the first program. */
  foreground = 0;
  session = 0;
  rows = 24;
  columns = 80;
  readonly modes: TtyModes = { exclusive: false, locked: noneLocked() };
  /** No more will be typed. */
  closed = false;
  /** The other side has gone: only the end of the file is left, and writes fail. */
  hungUp = false;
  /** Output waits: a key or TCOOFF stopped it. What TCOOFF stopped, no key starts again. */
  stopped = false;
  private switchedOff = false;
  /** Echoes of the time while output was stopped. */
  private readonly held: Uint8Array[] = [];
  /** Tells the master of a pseudoterminal what changed: TIOCPKT bits to set, and others to take back. */
  tellMaster: ((set: number, clear: number) => void) | undefined;

  constructor(
    private readonly kernel: KernelServices,
    readonly name: string,
    /** Where output goes: the host's screen, or a pseudoterminal's master. */
    private readonly screen: (bytes: Uint8Array) => void,
    /** How many bytes it takes at once. */
    private readonly room: () => number = () => CHUNK,
  ) {
    this.input = kernel.waitQueue(`${name} to have input`);
    this.output = kernel.waitQueue(`${name} to take output`);
    this.line = new LineDiscipline({
      output: (bytes) => (this.stopped ? this.held.push(bytes) : screen(bytes)),
      signal: (sig) => this.signalForeground(sig),
      stop: () => this.stop(),
      start: () => this.start(),
      flushed: () => this.tellMaster?.(TIOCPKT_FLUSHREAD | TIOCPKT_FLUSHWRITE, 0),
    });
  }

  /** The host types. */
  type(bytes: Uint8Array): void {
    this.line.receive(bytes);
    if (this.line.available > 0 || this.line.readable) this.input.wakeAll();
  }

  /** stop_tty: writers wait. */
  protected stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.tellMaster?.(TIOCPKT_STOP, TIOCPKT_START);
  }

  /** start_tty. */
  protected start(): void {
    if (!this.stopped || this.switchedOff) return;
    this.stopped = false;
    this.tellMaster?.(TIOCPKT_START, TIOCPKT_STOP);
    for (const bytes of this.held.splice(0)) this.screen(bytes);
    this.output.wakeAll();
  }

  /** tcflow(3): output is stopped or goes on, or the other side is told to. */
  protected flow(action: number): number {
    const { cc } = this.line.termios;
    switch (action) {
      case TCOOFF:
        this.switchedOff = true;
        this.stop();
        return 0;
      case TCOON:
        if (!this.switchedOff) return 0;
        this.switchedOff = false;
        this.start();
        return 0;
      case TCIOFF:
      case TCION: {
        const c = cc[action === TCION ? VSTART : VSTOP];
        if (c !== 0) this.screen(Uint8Array.of(c));
        return 0;
      }
      default:
        return -EINVAL;
    }
  }

  /** The host will type no more: reads give what is left, then an end of file. */
  close(): void {
    this.closed = true;
    this.input.wakeAll();
  }

  /** The other side has gone: tty_vhangup. */
  hangUp(): void {
    this.hungUp = true;
    this.closed = true;
    for (const task of this.kernel.tasks()) {
      if (task.tty?.state !== this) continue;
      if (task.proc.sid === task.tgid) task.signal(SIGHUP);
      if (task.proc.pgid === this.foreground || task.proc.sid === task.tgid) task.signal(SIGCONT);
      task.setTty(undefined);
    }
    if (this.foreground !== 0 && this.foreground !== this.session) this.signalForeground(SIGHUP);
    this.input.wakeAll();
    this.output.wakeAll();
  }

  /** TIOCEXCL keeps all but administrators away. */
  mayOpen({ cred }: Task): boolean {
    return !this.modes.exclusive || capable(cred, CAP_SYS_ADMIN);
  }

  /** A session leader without a terminal that opens one gets it: tty_open_proc_set_tty. */
  opened(file: File, task: Task): void {
    if (file.flags & O_NOCTTY || task.tty !== undefined || this.session !== 0) return;
    if (task.proc.sid === task.tgid) this.adopt(file, task);
  }

  private adopt(file: File, task: Task): void {
    this.session = task.proc.sid;
    this.foreground = task.proc.pgid;
    task.setTty(file);
  }

  /** __tty_check_change: what a process in the background may not do stops it, or is an error. */
  private background(task: Task, sig: number): number {
    if (task.tty?.state !== this || this.foreground === 0 || task.proc.pgid === this.foreground) return 0;
    if (task.ignores(sig)) return sig === SIGTTIN ? -EIO : 0;
    if (task.orphaned) return -EIO;
    for (const other of this.kernel.tasks())
      if (other.proc.pgid === task.proc.pgid && other.pid === other.tgid) other.signal(sig);
    return -ERESTARTSYS;
  }

  /** The window's size changed. */
  resize(rows: number, columns: number): void {
    if (rows === this.rows && columns === this.columns) return;
    this.rows = rows;
    this.columns = columns;
    this.signalForeground(SIGWINCH);
  }

  /** n_tty_write. TOSTOP holds for programs in the background. */
  write(file: File, iter: IovIter, task: Task, before = 0): Result {
    if (this.hungUp) return before || -EIO;
    if (this.line.termios.lflag & TOSTOP) {
      const error = this.background(task, SIGTTOU);
      if (error < 0) return error;
    }
    let done = before;
    if ((this.full || this.stopped) && iter.count > 0) {
      if (file.flags & O_NONBLOCK) return done || -EAGAIN;
      const kept = iter.keep();
      const again = () => this.write(file, kept, task, done);
      return {
        queues: [this.output],
        why: `${this.name} to take output`,
        again,
        interrupted: done || undefined,
      };
    }
    while (iter.count > 0) {
      const bytes = new Uint8Array(Math.min(iter.count, CHUNK, this.room()));
      const copied = iter.copyFrom(bytes, 0, bytes.length);
      if (copied > 0) this.screen(this.line.process(bytes.subarray(0, copied)));
      done += copied;
      if (copied < bytes.length) return done || -EFAULT;
      if (this.room() === 0) this.full = true;
      if (this.full && iter.count > 0) return this.write(file, iter, task, done);
    }
    return done;
  }

  /** n_tty_read. In raw mode VMIN and VTIME say how long to wait: termios(3). */
  read(file: File, iter: IovIter, task: Task): Result {
    if (this.hungUp) return 0;
    const error = this.background(task, SIGTTIN);
    if (error < 0) return error;
    if (iter.count === 0) return 0;
    if (this.enough(iter)) return this.give(iter);
    const { cc } = this.line.termios;
    const raw = !this.line.canonical;
    if (this.closed || (raw && cc[VMIN] === 0 && cc[VTIME] === 0)) return this.give(iter);
    if (file.flags & O_NONBLOCK) return -EAGAIN;
    return this.sleep(iter.keep(), this.timer(this.line.available > 0));
  }

  ioctl(request: number, arg: number, task: Task, file: File): Result {
    const { line } = this;
    if (this.hungUp) return -EIO;
    if (CHANGES.has(request)) {
      const error = this.background(task, SIGTTOU);
      if (error < 0) return error;
    }
    switch (request) {
      case TCGETS:
        return out(task, arg, encode(TERMIOS, termiosFields(line.termios)));
      case TCGETA:
        return out(task, arg, encode(TERMIO, termioFields(line.termios)));
      case TCSETA:
      case TCSETAW:
      case TCSETAF:
        return this.setTermios(task, arg, TERMIO.size, request === TCSETAF);
      case TCGETS2:
        return out(task, arg, encode(TERMIOS2, termiosFields(line.termios)));
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
        return this.controls(task) ? out(task, arg, int(numberFor(task, this.foreground))) : -ENOTTY;
      case TIOCGSID:
        return this.controls(task) ? out(task, arg, int(numberFor(task, this.session))) : -ENOTTY;
      case TIOCSPGRP:
        return this.setForeground(task, arg);
      case TIOCSCTTY:
        if (this.controls(task) && this.session === task.proc.sid) return 0;
        if (task.proc.sid !== task.tgid || task.tty !== undefined || this.session !== 0) return -EPERM;
        this.adopt(file, task);
        return 0;
      case TIOCNOTTY:
        if (!this.controls(task)) return -ENOTTY;
        if (task.proc.sid === task.tgid) this.disassociate();
        else task.setTty(undefined);
        return 0;
      case TCFLSH:
        if (arg < 0 || arg > 2) return -EINVAL;
        if (arg !== TCOFLUSH) this.flushInput();
        if (arg !== TCIFLUSH) this.tellMaster?.(TIOCPKT_FLUSHWRITE, 0);
        return 0;
      case TIOCSTI: {
        // dev.tty.legacy_tiocsti is off: for administrators alone.
        if (!this.controls(task) && !capable(task.cred, CAP_SYS_ADMIN)) return -EPERM;
        const typed = task.mem.copyIn(arg, 1);
        if (!typed) return -EFAULT;
        this.type(typed);
        return 0;
      }
      case TCXONC:
        return this.flow(arg);
      case TCSBRK:
      case TCSBRKP:
        return 0;
      default: {
        const exclusive = exclusiveRequest(this.modes, request, arg, task);
        const set = (termios: Termios) => line.set(termios);
        return exclusive ?? rareRequest(this.modes, line.termios, set, [request, arg], task) ?? -ENOTTY;
      }
    }
  }

  private setTermios(task: Task, arg: number, size: number, flush: boolean): number {
    const bytes = task.mem.copyIn(arg, size);
    if (!bytes) return -EFAULT;
    if (flush) this.flushInput();
    const flowed = usesFlow(this.line.termios);
    const { termios } = this.line;
    this.line.set(keepLocked(termiosOf(bytes, termios), termios, this.modes.locked));
    const flows = usesFlow(this.line.termios);
    if (flows && !flowed) this.tellMaster?.(TIOCPKT_DOSTOP, TIOCPKT_NOSTOP);
    if (flowed && !flows) this.tellMaster?.(TIOCPKT_NOSTOP, TIOCPKT_DOSTOP);
    if (this.line.readable) this.input.wakeAll();
    return 0;
  }

  private flushInput(): void {
    this.line.flushInput();
    this.tellMaster?.(TIOCPKT_FLUSHREAD, 0);
  }

  private setForeground(task: Task, arg: number): number {
    const bytes = task.mem.copyIn(arg, 4);
    if (!this.controls(task)) return -ENOTTY;
    if (!bytes) return -EFAULT;
    const number = new DataView(bytes.buffer).getInt32(0, true);
    if (number < 0) return -EINVAL;
    const pgid = task.pidNamespace.find(number);
    for (const other of this.kernel.tasks()) {
      if (other.proc.pgid !== pgid) continue;
      if (other.proc.sid !== task.proc.sid) return -EPERM;
      this.foreground = pgid;
      return 0;
    }
    return -ESRCH;
  }

  /** The session leader gives the terminal up, or ends: disassociate_ctty. */
  disassociate(): void {
    this.signalForeground(SIGHUP);
    this.signalForeground(SIGCONT);
    for (const task of this.kernel.tasks()) if (task.tty?.state === this) task.setTty(undefined);
    this.session = 0;
    this.foreground = 0;
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
    if (this.foreground === 0) return;
    for (const task of this.kernel.tasks())
      if (task.pid === task.tgid && task.proc.pgid === this.foreground) task.signal(sig);
  }
}

/** ^S and ^Q stop output and start it: pty_set_termios. */
function usesFlow({ iflag, cc }: Termios): boolean {
  return (iflag & IXON) !== 0 && cc[VSTOP] === 0x13 && cc[VSTART] === 0x11;
}

function out(task: Task, addr: number, bytes: Uint8Array): number {
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Operations of an open terminal; `state` is the Tty. */
export const TTY_FILE: FileOperations = {
  read: (file, iter, _pos, task) => (file.state as Tty).read(file, iter, task),
  write: (file, iter, _pos, task) => (file.state as Tty).write(file, iter, task),
  ioctl: (file, request, arg, task) => (file.state as Tty).ioctl(request, arg, task, file),
  poll(file) {
    const tty = file.state as Tty;
    if (tty.hungUp) return HUNG_UP;
    const input = tty.line.readable ? POLLIN | POLLRDNORM : 0;
    return (tty.full || tty.stopped ? 0 : POLLOUT | POLLWRNORM) | input | (tty.closed ? POLLIN | POLLHUP : 0);
  },
  queues: (file) => [(file.state as Tty).input, (file.state as Tty).output],
  async: true,
};

/** A device that opens `tty`. */
export function ttyDevice(tty: Tty): FileOperations {
  return {
    ...TTY_FILE,
    open(file, task) {
      if (!tty.mayOpen(task)) return -EBUSY;
      file.state = tty;
      tty.opened(file, task);
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
