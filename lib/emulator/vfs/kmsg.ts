import { EAGAIN, EFAULT, EINVAL, ESPIPE } from '../../abi/errno';
import { O_ACCMODE, O_NONBLOCK, O_WRONLY, SEEK_DATA, SEEK_END, SEEK_SET } from '../../abi/fcntl';
import { POLLIN, POLLRDNORM } from '../../abi/poll';
import type { KernelLog, LogRecord } from '../kernel/log';
import type { IovIter, Result } from '../kernel/types';
import { byteString, bytesOf } from './bytes';
import type { File, FileOperations } from './types';

/** Longest line that may be written: LOG_LINE_MAX of kernel/printk/printk.c. */
const LINE_MAX = 1024 - 32;
/** LOG_USER of syslog(3), and the level of what names none. */
const FACILITY_USER = 1;
const DEFAULT_LEVEL = 4;

/** Where an open file reads on: the number of a message. */
type Position = { next: number };

/** info_print_ext_header, and the text with what is not plain escaped. */
function recordText({ priority, sequence, at, text }: LogRecord): string {
  const plain = text.replace(
    /[^\x20-\x7e]|\\/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `${priority},${sequence},${Math.floor(at / 1e3)},-;${plain}\n`;
}

/** /dev/kmsg: each read gives one message, each write makes one. */
export function kmsgDevice(log: KernelLog): FileOperations {
  const position = (file: File) => file.state as Position;
  const read = (file: File, iter: IovIter): Result => {
    const record = log.from(position(file).next);
    if (record === undefined) {
      if (file.flags & O_NONBLOCK) return -EAGAIN;
      const kept = iter.keep();
      return { queues: [log.queue], why: 'a message of the kernel', again: () => read(file, kept) };
    }
    const bytes = bytesOf(recordText(record));
    if (bytes.length > iter.count) return -EINVAL;
    if (iter.copyTo(bytes, 0, bytes.length) < bytes.length) return -EFAULT;
    position(file).next = record.sequence + 1;
    return bytes.length;
  };
  return {
    open(file) {
      if ((file.flags & O_ACCMODE) !== O_WRONLY) file.state = { next: log.records[0]?.sequence ?? log.end };
      return 0;
    },
    read,
    write(_file, iter) {
      const length = iter.count;
      if (length > LINE_MAX) return -EINVAL;
      const bytes = new Uint8Array(length);
      if (iter.copyFrom(bytes, 0, length) < length) return -EFAULT;
      const [, given, text] = /^(?:<(\d+)>)?([\s\S]*?)\n?$/.exec(byteString(bytes)) as RegExpExecArray;
      const number = Number(given ?? DEFAULT_LEVEL);
      // Nobody but the kernel speaks for the kernel.
      const facility = Math.floor(number / 8) || FACILITY_USER;
      log.print(facility * 8 + (number % 8), text);
      return length;
    },
    llseek(file, offset, whence) {
      if (offset !== 0) return -ESPIPE;
      if (whence === SEEK_SET) position(file).next = log.records[0]?.sequence ?? log.end;
      else if (whence === SEEK_DATA) position(file).next = log.cleared;
      else if (whence === SEEK_END) position(file).next = log.end;
      else return -EINVAL;
      return 0;
    },
    poll: (file) => (file.state && log.from(position(file).next) ? POLLIN | POLLRDNORM : 0),
    queues: () => [log.queue],
  };
}
