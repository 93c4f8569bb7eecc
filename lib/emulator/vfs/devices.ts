import { ENXIO } from '../../abi/errno';
import { makedev, S_IFCHR, S_IFIFO, S_IFMT } from '../../abi/stat';
import type { KernelLog } from '../kernel/log';
import { FIFO_FILE } from './fifo';
import { kmsgDevice } from './kmsg';
import { FULL_FILE, NULL_FILE, RANDOM_FILE, ZERO_FILE } from './memory_devices';
import type { Ptys } from './pty';
import { type SerialTty, serialDevice } from './serial';
import type { SpecialFiles } from './tmpfs';
import { CONTROLLING_TTY, type Tty, ttyDevice } from './tty';
import type { FileOperations } from './types';

/** A character device: Documentation/admin-guide/devices.txt. */
interface Device {
  name: string;
  major: number;
  minor: number;
  mode: number;
  kind: string;
  fops: FileOperations;
}

/** The machine's character devices, with their names below /dev. */
export function characterDevices(
  tty: Tty,
  ptys: Ptys,
  lines: readonly SerialTty[],
  log: KernelLog,
): Device[] {
  const [serial, usb] = lines.map(serialDevice);
  const terminal = ttyDevice(tty);
  return [
    { name: 'null', major: 1, minor: 3, mode: 0o666, kind: 'null', fops: NULL_FILE },
    { name: 'zero', major: 1, minor: 5, mode: 0o666, kind: 'zero', fops: ZERO_FILE },
    { name: 'full', major: 1, minor: 7, mode: 0o666, kind: 'full', fops: FULL_FILE },
    { name: 'random', major: 1, minor: 8, mode: 0o666, kind: 'random', fops: RANDOM_FILE },
    { name: 'urandom', major: 1, minor: 9, mode: 0o666, kind: 'random', fops: RANDOM_FILE },
    { name: 'kmsg', major: 1, minor: 11, mode: 0o644, kind: '', fops: kmsgDevice(log) },
    { name: 'tty', major: 5, minor: 0, mode: 0o666, kind: 'tty', fops: CONTROLLING_TTY },
    { name: 'console', major: 5, minor: 1, mode: 0o600, kind: 'tty', fops: terminal },
    { name: 'ptmx', major: 5, minor: 2, mode: 0o666, kind: 'tty', fops: ptys.multiplexer },
    { name: 'ttyS0', major: 4, minor: 64, mode: 0o660, kind: 'tty', fops: serial },
    { name: 'ttyUSB0', major: 188, minor: 0, mode: 0o660, kind: 'tty', fops: usb },
    { name: 'pts/0', major: 136, minor: 0, mode: 0o620, kind: 'tty', fops: terminal },
  ];
}

const NO_DEVICE: FileOperations = { open: () => -ENXIO };

/** Finds what a node made by mknod(2) leads to: a device by its number, a new FIFO, or nothing. */
export function specialFiles(devices: readonly Device[]): SpecialFiles {
  const byNumber = new Map(devices.map((d) => [makedev(d.major, d.minor), d]));
  return (mode, rdev) => {
    if ((mode & S_IFMT) === S_IFIFO) return { kind: 'pipe', fops: FIFO_FILE };
    const device = (mode & S_IFMT) === S_IFCHR ? byNumber.get(rdev) : undefined;
    return device ?? { kind: '', fops: NO_DEVICE };
  };
}
