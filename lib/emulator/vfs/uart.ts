import { CREAD, CRTSCTS, CSIZE, CSTOPB, PARENB } from '../../abi/ioctl';
import * as S from '../../abi/serial';
import type { KernelServices, WaitQueue } from '../kernel/types';
import type { Termios } from './line_discipline';

/** What is at the other end: nothing, or a plug that joins TX to RX, RTS to CTS, and DTR to DSR and DCD. */
export type SerialPlug = 'open' | 'loopback';

/** Bytes that wait in the driver for the transmitter: UART_XMIT_SIZE. */
const BUFFER = 4096;
const FIFO = 16;

/** Changes of lines and bytes that have passed, as TIOCGICOUNT tells them. */
export interface LineCounts {
  cts: number;
  dsr: number;
  rng: number;
  dcd: number;
  rx: number;
  tx: number;
  brk: number;
}

/** A 16550A: a transmitter that takes the time of each bit, and modem lines. drivers/tty/serial/8250. */
export class Uart {
  readonly counts: LineCounts = { cts: 0, dsr: 0, rng: 0, dcd: 0, rx: 0, tx: 0, brk: 0 };
  /** DTR, RTS, OUT1, OUT2 and LOOP as programs set them. */
  outputs = 0;
  /** Who waits for the transmitter to be empty, or for a line to change. */
  readonly drained: WaitQueue;
  readonly changed: WaitQueue;
  private queue: number[] = [];
  private sending = false;
  /** TCOOFF. */
  private stopped = false;
  /** ns that a byte takes, start and stop bits included. */
  private byteTime = 0;
  private mask = 0xff;
  private receives = false;
  private flowControl = false;
  private inputs = 0;

  constructor(
    private readonly kernel: KernelServices,
    name: string,
    readonly plug: SerialPlug,
    /** A byte has come in; there is room to send again; the carrier has come or gone. */
    private readonly host: { received(byte: number): void; room(): void; carrier(on: boolean): void },
  ) {
    this.drained = kernel.waitQueue(`${name} to have sent everything`);
    this.changed = kernel.waitQueue(`a line of ${name} to change`);
  }

  /** Takes speed and frame from the termios. A speed of 0 hangs up. */
  configure({ cflag }: Termios, baud: number): void {
    const data = 5 + ((cflag & CSIZE) >> 4);
    const bits = 1 + data + (cflag & PARENB ? 1 : 0) + (cflag & CSTOPB ? 2 : 1);
    this.mask = 2 ** data - 1;
    this.byteTime = baud === 0 ? 0 : Math.round((bits * 1e9) / baud);
    this.receives = (cflag & CREAD) !== 0;
    this.flowControl = (cflag & CRTSCTS) !== 0;
    this.send();
  }

  /** Bytes that the driver still has: what TIOCOUTQ counts. */
  get waiting(): number {
    return Math.max(0, this.queue.length - FIFO);
  }

  get room(): number {
    return Math.max(0, BUFFER - this.waiting);
  }

  /** TEMT: nothing is on its way. */
  get empty(): boolean {
    return this.queue.length === 0;
  }

  write(bytes: Uint8Array): void {
    for (const byte of bytes) this.queue.push(byte & this.mask);
    this.send();
  }

  /** TCOFLUSH: what has not been sent is forgotten; the byte in the shift register goes out. */
  flush(): void {
    this.queue.length = Math.min(this.queue.length, this.sending ? 1 : 0);
    this.host.room();
  }

  hold(on: boolean): void {
    this.stopped = on;
    this.send();
  }

  /** All lines: the ones it drives, and those it sees. */
  get lines(): number {
    return (this.outputs & ~S.TIOCM_LOOP) | this.inputs | (this.outputs & S.TIOCM_LOOP);
  }

  /** Drives its outputs; a plug, or the loop within, shows them at the inputs. */
  drive(outputs: number): void {
    this.outputs = outputs;
    const on = (output: number, input: number) => (outputs & output ? input : 0);
    let inputs = 0;
    if (outputs & S.TIOCM_LOOP || this.plug === 'loopback') {
      inputs |= on(S.TIOCM_RTS, S.TIOCM_CTS) | on(S.TIOCM_DTR, S.TIOCM_DSR);
      if (outputs & S.TIOCM_LOOP) inputs |= on(S.TIOCM_OUT1, S.TIOCM_RNG) | on(S.TIOCM_OUT2, S.TIOCM_CAR);
      else inputs |= on(S.TIOCM_DTR, S.TIOCM_CAR);
    }
    const before = this.inputs;
    this.inputs = inputs;
    this.count(before ^ inputs, inputs);
    if ((before ^ inputs) !== 0) this.changed.wakeAll();
    this.send();
  }

  private count(differ: number, now: number): void {
    const { counts } = this;
    if (differ & S.TIOCM_CTS) counts.cts++;
    if (differ & S.TIOCM_DSR) counts.dsr++;
    // The trailing edge of a ring counts.
    if (differ & ~now & S.TIOCM_RNG) counts.rng++;
    if ((differ & S.TIOCM_CAR) === 0) return;
    counts.dcd++;
    this.host.carrier((now & S.TIOCM_CAR) !== 0);
  }

  /** Starts the next byte on its way, which takes the time of its bits. */
  private send(): void {
    if (this.sending || this.stopped || this.queue.length === 0 || this.byteTime === 0) return;
    if (this.flowControl && (this.inputs & S.TIOCM_CTS) === 0) return;
    this.sending = true;
    this.kernel.startTimer(this.kernel.monotonic() + this.byteTime, () => this.sent());
  }

  private sent(): void {
    this.sending = false;
    const byte = this.queue.shift();
    if (byte !== undefined) {
      this.counts.tx++;
      if (this.plug === 'loopback' || this.outputs & S.TIOCM_LOOP) this.arrive(byte);
      this.host.room();
    }
    if (this.empty) this.drained.wakeAll();
    this.send();
  }

  private arrive(byte: number): void {
    if (!this.receives) return;
    this.counts.rx++;
    this.host.received(byte);
  }
}
