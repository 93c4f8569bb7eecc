import { EFAULT, EINVAL, EIO, EPERM, ERESTARTSYS } from '../../abi/errno';
import { O_NONBLOCK } from '../../abi/fcntl';
import * as I from '../../abi/ioctl';
import * as S from '../../abi/serial';
import { encode } from '../../abi/structs';
import type { KernelServices, Result, Task } from '../kernel/types';
import { TTY_FILE, Tty } from './tty';
import type { File, FileOperations } from './types';
import { type SerialPlug, Uart } from './uart';

/** How a kind of serial line differs from another. */
interface SerialKind {
  readonly name: string;
  /** The highest speed; what is asked beyond it leaves the old one. */
  readonly maxBaud: number;
  readonly port: number;
  readonly irq: number;
}

export const TTY_S0: SerialKind = { name: '/dev/ttyS0', maxBaud: 115_200, port: 0x3f8, irq: 4 };
export const TTY_USB0: SerialKind = { name: '/dev/ttyUSB0', maxBaud: 3_000_000, port: 0, irq: 0 };

/** A break of TCSBRK lasts a quarter of a second. */
const BREAK = 250e6;
/** UPF_SKIP_TEST of linux/serial_core.h, which ports found at boot have. */
const SKIP_TEST = 0x40;

/** A terminal at a serial line: drivers/tty/serial/serial_core.c. */
export class SerialTty extends Tty {
  readonly uart: Uart;
  private opens = 0;
  private baud = 9600;

  constructor(
    private readonly services: KernelServices,
    private readonly kind: SerialKind,
    plug: SerialPlug,
  ) {
    super(
      services,
      kind.name,
      (bytes) => this.uart.write(bytes),
      () => this.uart.room,
    );
    this.uart = new Uart(services, kind.name, plug, {
      received: (byte) => this.type(Uint8Array.of(byte)),
      room: () => this.roomAgain(),
      carrier: (on) => this.carrier(on),
    });
    this.reset();
  }

  /** tty_std_termios with the speed of serial lines. */
  private reset(): void {
    const { termios } = this.line;
    const cflag = I.B9600 | I.CS8 | I.CREAD | I.HUPCL | I.CLOCAL;
    this.line.set({ ...termios, cflag, ispeed: 9600, ospeed: 9600 });
    this.baud = 9600;
  }

  private get local(): boolean {
    return (this.line.termios.cflag & I.CLOCAL) !== 0;
  }

  private roomAgain(): void {
    this.full = this.uart.room === 0;
    if (!this.full) this.output.wakeAll();
  }

  /** uart_handle_dcd_change: without CLOCAL the session hears of a carrier that is gone. */
  private carrier(on: boolean): void {
    if (!on && !this.local && this.opens > 0) this.hangUp();
  }

  /** tty_port_block_til_ready: DTR and RTS rise; without CLOCAL an open waits for the carrier. */
  open(file: File, task: Task): Result {
    file.state = this;
    if (this.opens++ === 0) {
      this.hungUp = false;
      this.closed = false;
      this.uart.configure(this.line.termios, this.baud);
      if (this.baud !== 0) this.uart.drive(this.uart.outputs | S.TIOCM_DTR | S.TIOCM_RTS);
    }
    const ready = (): Result => {
      if (this.local || file.flags & O_NONBLOCK || this.uart.lines & S.TIOCM_CAR) {
        this.opened(file, task);
        return 0;
      }
      return {
        queues: [this.uart.changed],
        why: `a carrier on ${this.kind.name}`,
        again: ready,
        interrupted: () => {
          this.opens--;
          return -ERESTARTSYS;
        },
      };
    };
    return ready();
  }

  /** The last file is gone: HUPCL lets the lines fall. */
  release(): void {
    if (--this.opens > 0) return;
    if (this.line.termios.cflag & I.HUPCL) this.uart.drive(this.uart.outputs & ~(S.TIOCM_DTR | S.TIOCM_RTS));
    this.line.flushInput();
  }

  /** tty_wait_until_sent, then `then`. */
  private whenDrained(then: () => Result): Result {
    if (this.uart.empty) return then();
    return {
      queues: [this.uart.drained],
      why: `${this.kind.name} to have sent everything`,
      again: () => this.whenDrained(then),
    };
  }

  override ioctl(request: number, arg: number, task: Task, file: File): Result {
    const { uart } = this;
    switch (request) {
      case I.TCSETSW:
      case I.TCSETSF:
      case I.TCSETSW2:
      case I.TCSETSF2:
        return this.whenDrained(() => this.changeTermios(request, arg, task, file));
      case I.TCSETS:
      case I.TCSETS2:
        return this.changeTermios(request, arg, task, file);
      case I.TIOCMGET:
        return this.hungUp ? -EIO : putInt(task, arg, uart.lines);
      case I.TIOCMSET:
      case I.TIOCMBIS:
      case I.TIOCMBIC:
        return this.setLines(request, arg, task);
      case I.TIOCMIWAIT:
        return this.waitForChange(arg);
      case I.TIOCGICOUNT:
        return put(task, arg, encode(S.SERIAL_ICOUNTER, { ...uart.counts }));
      case I.TIOCGSERIAL:
        return put(task, arg, this.describe());
      case I.TIOCSSERIAL:
        return task.mem.copyIn(arg, S.SERIAL_STRUCT.size) === undefined
          ? -EFAULT
          : task.cred.euid === 0
            ? 0
            : -EPERM;
      case I.TIOCOUTQ:
        return putInt(task, arg, uart.waiting);
      case I.TIOCSBRK:
        uart.counts.brk += uart.plug === 'loopback' ? 1 : 0;
        return 0;
      case I.TIOCCBRK:
        return 0;
      case I.TCSBRK:
      case I.TCSBRKP:
        return this.whenDrained(() => (arg !== 0 && request === I.TCSBRK ? 0 : this.sendBreak()));
      case I.TCFLSH: {
        const answer = super.ioctl(request, arg, task, file);
        if (answer === 0 && arg !== I.TCIFLUSH) uart.flush();
        return answer;
      }
      case I.TCXONC:
        return this.flow(arg);
      default:
        return super.ioctl(request, arg, task, file);
    }
  }

  private changeTermios(request: number, arg: number, task: Task, file: File): Result {
    const before = this.line.termios;
    const answer = super.ioctl(request, arg, task, file);
    if (typeof answer !== 'number' || answer < 0) return answer;
    const { termios } = this.line;
    const code = termios.cflag & I.CBAUD;
    const asked = code === S.BOTHER ? termios.ospeed : (S.SPEEDS.get(code) ?? this.baud);
    if (asked > this.kind.maxBaud) {
      // uart_get_baud_rate: the old speed stays, and is what is read back.
      const cflag = (termios.cflag & ~I.CBAUD) | (before.cflag & I.CBAUD);
      this.line.set({ ...termios, cflag, ispeed: before.ispeed, ospeed: before.ospeed });
    } else {
      this.baud = asked;
      this.line.set({ ...termios, ispeed: asked, ospeed: asked });
    }
    const { outputs } = this.uart;
    const both = S.TIOCM_DTR | S.TIOCM_RTS;
    if (asked === 0) this.uart.drive(outputs & ~both);
    else if ((before.cflag & I.CBAUD) === 0) this.uart.drive(outputs | both);
    this.uart.configure(this.line.termios, this.baud);
    return 0;
  }

  private setLines(request: number, arg: number, task: Task): number {
    if (this.hungUp) return -EIO;
    const bytes = task.mem.copyIn(arg, 4);
    if (bytes === undefined) return -EFAULT;
    const given = new DataView(bytes.buffer).getInt32(0, true) & S.TIOCM_OUTPUTS;
    const { uart } = this;
    if (request === I.TIOCMSET) uart.drive(given);
    else uart.drive(request === I.TIOCMBIS ? uart.outputs | given : uart.outputs & ~given);
    return 0;
  }

  /** TIOCMIWAIT: until one of the lines asked for has changed. */
  private waitForChange(mask: number): Result {
    const { uart } = this;
    const before = { ...uart.counts };
    const check = (): Result => {
      const { rng, dsr, dcd, cts } = uart.counts;
      const differ =
        (mask & S.TIOCM_RNG && rng !== before.rng) ||
        (mask & S.TIOCM_DSR && dsr !== before.dsr) ||
        (mask & S.TIOCM_CAR && dcd !== before.dcd) ||
        (mask & S.TIOCM_CTS && cts !== before.cts);
      return differ
        ? 0
        : { queues: [uart.changed], why: `a line of ${this.kind.name} to change`, again: check };
    };
    return check();
  }

  private sendBreak(): Result {
    const deadline = this.services.monotonic() + BREAK;
    if (this.uart.plug === 'loopback') this.uart.counts.brk++;
    const again = (timedOut: boolean): Result =>
      timedOut ? 0 : { queues: [], deadline, again, why: `the break on ${this.kind.name} to end` };
    return again(false);
  }

  /** A stopped line goes on taking what its buffer has room for. */
  protected override stop(): void {
    this.uart.hold(true);
  }

  protected override start(): void {
    this.uart.hold(false);
  }

  protected override flow(action: number): number {
    const { cc } = this.line.termios;
    if (action === I.TCOOFF || action === I.TCOON) this.uart.hold(action === I.TCOOFF);
    else if (action === I.TCIOFF) this.uart.write(cc.subarray(I.VSTOP, I.VSTOP + 1));
    else if (action === I.TCION) this.uart.write(cc.subarray(I.VSTART, I.VSTART + 1));
    else return -EINVAL;
    return 0;
  }

  private describe(): Uint8Array {
    const { port, irq, maxBaud } = this.kind;
    return encode(S.SERIAL_STRUCT, {
      type: S.PORT_16550A,
      port,
      irq,
      flags: SKIP_TEST,
      xmit_fifo_size: 16,
      baud_base: maxBaud,
      close_delay: 50,
      closing_wait: 3000,
    });
  }
}

function put(task: Task, addr: number, bytes: Uint8Array): number {
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

const putInt = (task: Task, addr: number, value: number): number =>
  put(task, addr, new Uint8Array(Int32Array.of(value).buffer));

/** The device of a serial line. */
export function serialDevice(tty: SerialTty): FileOperations {
  return { ...TTY_FILE, open: (file, task) => tty.open(file, task), release: () => tty.release() };
}
