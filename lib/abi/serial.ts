import { struct } from './structs';

// Serial lines: asm-generic/termios.h, asm-generic/termbits.h, linux/serial.h.
export const TIOCM_DTR = 0x002;
export const TIOCM_RTS = 0x004;
export const TIOCM_CTS = 0x020;
export const TIOCM_CAR = 0x040;
export const TIOCM_RNG = 0x080;
export const TIOCM_DSR = 0x100;
export const TIOCM_OUT1 = 0x2000;
export const TIOCM_OUT2 = 0x4000;
export const TIOCM_LOOP = 0x8000;
/** Lines that a program may set. */
export const TIOCM_OUTPUTS = TIOCM_DTR | TIOCM_RTS | TIOCM_OUT1 | TIOCM_OUT2 | TIOCM_LOOP;

export const BOTHER = 0o10000;
const SLOW = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400];
const FAST = [
  ...[57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000],
  ...[1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000],
];
/** Speeds by CBAUD's bits: B0 to B38400, then those with CBAUDEX. */
export const SPEEDS: ReadonlyMap<number, number> = new Map([
  ...SLOW.map((speed, code) => [code, speed] as const),
  ...FAST.map((speed, i) => [BOTHER + 1 + i, speed] as const),
]);

/** PORT_16550A. */
export const PORT_16550A = 4;

export const SERIAL_STRUCT = struct('serial_struct', [
  ['type', 'i32'],
  ['line', 'i32'],
  ['port', 'u32'],
  ['irq', 'i32'],
  ['flags', 'i32'],
  ['xmit_fifo_size', 'i32'],
  ['custom_divisor', 'i32'],
  ['baud_base', 'i32'],
  ['close_delay', 'u16'],
  ['io_type', 'char'],
  ['reserved_char', 'char'],
  ['hub6', 'i32'],
  ['closing_wait', 'u16'],
  ['closing_wait2', 'u16'],
  ['iomem_base', 'u64'],
  ['iomem_reg_shift', 'u16'],
  ['port_high', 'u32'],
  ['iomap_base', 'u64'],
]);

export const SERIAL_ICOUNTER = struct('serial_icounter_struct', [
  ['cts', 'i32'],
  ['dsr', 'i32'],
  ['rng', 'i32'],
  ['dcd', 'i32'],
  ['rx', 'i32'],
  ['tx', 'i32'],
  ['frame', 'i32'],
  ['overrun', 'i32'],
  ['parity', 'i32'],
  ['brk', 'i32'],
  ['buf_overrun', 'i32'],
  ['reserved', 'i32', 9],
]);
