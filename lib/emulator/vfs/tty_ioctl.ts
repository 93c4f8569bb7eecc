/** Requests that every terminal takes and few programs make: drivers/tty/tty_io.c and tty_ioctl.c. */
import { EFAULT, EINVAL, EPERM } from '../../abi/errno';
import * as I from '../../abi/ioctl';
import { encode, TERMIOS } from '../../abi/structs';
import { CAP_SYS_ADMIN, capable } from '../kernel/capable';
import type { Task } from '../kernel/types';
import type { Termios } from './line_discipline';
import { termiosFields, termiosOf } from './termios';

/** What they change of a terminal. */
export interface TtyModes {
  /** TIOCEXCL: nobody but an administrator opens it again. */
  exclusive: boolean;
  /** Settings that are not to change have a bit here: TIOCSLCKTRMIOS. */
  locked: Termios;
}

/** A request that is not in the table: _IOR('T', 0x40, int). */
const TIOCGEXCL = 0x80045440;
/** N_TTY, the only line discipline there is. */
const N_TTY = 0;

const int = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);
const out = (task: Task, arg: number, bytes: Uint8Array): number =>
  task.mem.copyOut(arg, bytes) ? 0 : -EFAULT;

function readInt(task: Task, arg: number): number | undefined {
  const bytes = task.mem.copyIn(arg, 4);
  return bytes && new DataView(bytes.buffer).getInt32(0, true);
}

/** TIOCEXCL and its kin: undefined for another request. */
export function exclusiveRequest(
  modes: Pick<TtyModes, 'exclusive'>,
  request: number,
  arg: number,
  task: Task,
): number | undefined {
  switch (request) {
    case I.TIOCEXCL:
    case I.TIOCNXCL:
      modes.exclusive = request === I.TIOCEXCL;
      return 0;
    case TIOCGEXCL:
      return out(task, arg, int(modes.exclusive ? 1 : 0));
    default:
      return undefined;
  }
}

/** The other requests: undefined for one that is none of them. `set` makes settings the terminal's. */
export function rareRequest(
  modes: TtyModes,
  termios: Termios,
  set: (termios: Termios) => void,
  [request, arg]: readonly [request: number, arg: number],
  task: Task,
): number | undefined {
  switch (request) {
    case I.TIOCSETD: {
      const discipline = readInt(task, arg);
      if (discipline === undefined) return -EFAULT;
      return discipline === N_TTY ? 0 : -EINVAL;
    }
    case I.TIOCGSOFTCAR:
      return out(task, arg, int(termios.cflag & I.CLOCAL ? 1 : 0));
    case I.TIOCSSOFTCAR: {
      const on = readInt(task, arg);
      if (on === undefined) return -EFAULT;
      set({ ...termios, cflag: (termios.cflag & ~I.CLOCAL) | (on === 0 ? 0 : I.CLOCAL) });
      return 0;
    }
    case I.TIOCGLCKTRMIOS:
      return out(task, arg, encode(TERMIOS, termiosFields(modes.locked)));
    case I.TIOCSLCKTRMIOS: {
      if (!capable(task.cred, CAP_SYS_ADMIN)) return -EPERM;
      const bytes = task.mem.copyIn(arg, TERMIOS.size);
      if (bytes === undefined) return -EFAULT;
      modes.locked = termiosOf(bytes, modes.locked);
      return 0;
    }
    // Lines that have no breaks take them without a word.
    case I.TIOCSBRK:
    case I.TIOCCBRK:
      return 0;
    default:
      return undefined;
  }
}

/** unset_locked_termios: what is locked stays as it was. */
export function keepLocked(next: Termios, old: Termios, locked: Termios): Termios {
  const mixed = (a: number, b: number, lock: number) => ((b & lock) | (a & ~lock)) >>> 0;
  return {
    ...next,
    iflag: mixed(next.iflag, old.iflag, locked.iflag),
    oflag: mixed(next.oflag, old.oflag, locked.oflag),
    cflag: mixed(next.cflag, old.cflag, locked.cflag),
    lflag: mixed(next.lflag, old.lflag, locked.lflag),
    line: locked.line === 0 ? next.line : old.line,
    cc: next.cc.map((c, i) => (locked.cc[i] === 0 ? c : old.cc[i])),
  };
}

/** Nothing is locked. */
export const noneLocked = (): Termios => ({
  iflag: 0,
  oflag: 0,
  cflag: 0,
  lflag: 0,
  line: 0,
  cc: new Uint8Array(TERMIOS.at.c_cc.count),
  ispeed: 0,
  ospeed: 0,
});
