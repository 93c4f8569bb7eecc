import { EAGAIN, EBUSY, EFAULT, EINVAL, EIO, ENOSPC } from '../../abi/errno';
import { O_NONBLOCK } from '../../abi/fcntl';
import { FIONREAD, TIOCGPTN, TIOCGPTPEER, TIOCPKT, TIOCPKT_DATA, TIOCSPTLCK } from '../../abi/ioctl';
import { POLLHUP, POLLIN, POLLOUT, POLLPRI, POLLRDNORM, POLLWRNORM } from '../../abi/poll';
import { S_IFCHR } from '../../abi/stat';
import type { IovIter, KernelServices, Result, Task, WaitQueue } from '../kernel/types';
import { newDentry } from './dentry';
import { OpenFile } from './file';
import { PlainInode } from './inode';
import { TTY_FILE, Tty } from './tty';
import { exclusiveRequest } from './tty_ioctl';
import type { Dentry, File, FileOperations } from './types';

/** Requests that are not in the table: _IOR('T', 0x38, int) and _IOR('T', 0x39, int). */
const TIOCGPKT = 0x80045438;
const TIOCGPTLCK = 0x80045439;
/** Major of Unix98 pseudoterminals, and the group of terminals. */
const PTS_MAJOR = 136;
const TTY_GID = 5;
/** Bytes that wait for the master before programs are held up. */
const OUTPUT_ROOM = 65_536;
/** kernel.pty.max. */
const MAX_PTYS = 4096;

/** A pseudoterminal: the terminal that programs use, and the file that stands for its screen and keyboard. */
class Pty {
  readonly tty: Tty;
  /** What programs wrote and nobody has read. */
  private readonly output: Uint8Array[] = [];
  private outputAt = 0;
  bytes = 0;
  /** The master is closed. */
  hungUp = false;
  /** TIOCEXCL of the master, which has nothing to keep away. */
  exclusive = false;
  /** TIOCSPTLCK: it cannot be opened yet. */
  locked = true;
  /** TIOCPKT: reads of the master begin with a byte that tells of changes; and what there is to tell. */
  packets = false;
  private news = 0;
  /** Open files of the slave, and whether there ever was one. */
  slaves = 0;
  everOpened = false;
  readonly readable: WaitQueue;

  constructor(
    kernel: KernelServices,
    readonly index: number,
  ) {
    this.readable = kernel.waitQueue(`the master of /dev/pts/${index} to have output`);
    this.tty = new Tty(kernel, `/dev/pts/${index}`, (bytes) => this.print(bytes));
    this.tty.tellMaster = (set, clear) => this.tell(set, clear);
    this.tty.rows = 0;
    this.tty.columns = 0;
  }

  private tell(set: number, clear: number): void {
    if (!this.packets) return;
    this.news = (this.news & ~clear) | set;
    this.readable.wakeAll();
  }

  setPackets(on: boolean): void {
    if (on && !this.packets) this.news = 0;
    this.packets = on;
  }

  /** There is news for a master in packet mode. */
  get urgent(): boolean {
    return this.packets && this.news !== 0;
  }

  /** A read of the master would not wait. */
  get ready(): boolean {
    return this.bytes > 0 || this.urgent;
  }

  /** n_tty_read of the master: news alone, or bytes. */
  read(iter: IovIter): number {
    if (!this.packets) return this.take(iter);
    const head = this.urgent ? this.news : TIOCPKT_DATA;
    if (iter.copyTo(Uint8Array.of(head), 0, 1) === 0) return -EFAULT;
    if (this.urgent) {
      this.news = 0;
      return 1;
    }
    const done = this.take(iter);
    return done < 0 ? done : done + 1;
  }

  private print(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.hungUp) return;
    this.output.push(bytes.slice());
    this.bytes += bytes.length;
    this.tty.full = this.bytes >= OUTPUT_ROOM;
    this.readable.wakeAll();
  }

  private take(iter: IovIter): number {
    let done = 0;
    while (iter.count > 0 && this.output.length > 0) {
      const [chunk] = this.output;
      const want = Math.min(iter.count, chunk.length - this.outputAt);
      const copied = iter.copyTo(chunk, this.outputAt, want);
      done += copied;
      this.outputAt += copied;
      this.bytes -= copied;
      if (this.outputAt === chunk.length) {
        this.output.shift();
        this.outputAt = 0;
      }
      if (copied < want) return done || -EFAULT;
    }
    if (this.tty.full && this.bytes < OUTPUT_ROOM) {
      this.tty.full = false;
      this.tty.output.wakeAll();
    }
    return done;
  }
}

const ptyOf = (file: File): Pty => file.state as Pty;

function readMaster(file: File, iter: IovIter): Result {
  const pty = ptyOf(file);
  if (iter.count === 0) return 0;
  if (pty.ready) return pty.read(iter);
  if (pty.everOpened && pty.slaves === 0) return -EIO;
  if (file.flags & O_NONBLOCK) return -EAGAIN;
  const kept = iter.keep();
  const sleep = (): Result => ({
    queues: [pty.readable],
    why: `output on ${pty.tty.name}`,
    again: () => {
      if (pty.ready) return pty.read(kept);
      return pty.everOpened && pty.slaves === 0 ? -EIO : sleep();
    },
  });
  return sleep();
}

function writeMaster(file: File, iter: IovIter): number {
  const bytes = new Uint8Array(iter.count);
  const copied = iter.copyFrom(bytes, 0, bytes.length);
  if (copied === 0 && bytes.length > 0) return -EFAULT;
  ptyOf(file).tty.type(bytes.subarray(0, copied));
  return copied;
}

/** The pseudoterminals of a machine: /dev/ptmx, and /dev/pts. */
export class Ptys {
  private readonly all = new Map<number, Pty>();
  /** /dev/pts, once it is mounted. */
  directory: Dentry | undefined;

  constructor(private readonly kernel: KernelServices) {}

  private readonly master: FileOperations = {
    read: readMaster,
    write: writeMaster,
    poll: (file) => {
      const pty = ptyOf(file);
      const gone = pty.everOpened && pty.slaves === 0;
      const input = pty.ready ? POLLIN | POLLRDNORM : 0;
      return POLLOUT | POLLWRNORM | input | (pty.urgent ? POLLPRI : 0) | (gone ? POLLHUP : 0);
    },
    queues: (file) => [ptyOf(file).readable],
    async: true,
    ioctl: (file, request, arg, task) => this.ioctl(file, request, arg, task),
    release: (file) => this.hangUp(ptyOf(file)),
  };

  /** /dev/ptmx: every opening makes a new pair. */
  readonly multiplexer: FileOperations = {
    open: (file) => {
      let index = 1;
      while (this.all.has(index)) index++;
      if (index > MAX_PTYS) return -ENOSPC;
      const pty = new Pty(this.kernel, index);
      this.all.set(index, pty);
      file.state = pty;
      file.fops = this.master;
      this.addNode(pty);
      return 0;
    },
  };

  private slave(pty: Pty): FileOperations {
    return {
      ...TTY_FILE,
      open: (file, task) => {
        if (pty.locked || pty.hungUp) return -EIO;
        if (!pty.tty.mayOpen(task)) return -EBUSY;
        pty.slaves++;
        pty.everOpened = true;
        file.state = pty.tty;
        pty.tty.opened(file, task);
        return 0;
      },
      release: () => {
        pty.slaves--;
        pty.readable.wakeAll();
      },
    };
  }

  private addNode(pty: Pty): void {
    const { directory } = this;
    if (directory === undefined) return;
    const inode = new PlainInode(directory.inode.sb, {}, this.slave(pty), {
      ino: pty.index + 3,
      mode: S_IFCHR | 0o620,
      kind: 'tty',
      gid: TTY_GID,
      rdev: PTS_MAJOR * 256 + pty.index,
      now: this.kernel.realtime(),
    });
    const name = String(pty.index);
    directory.children?.set(name, newDentry(directory, name, inode));
  }

  /** The master is closed: whoever uses the terminal is told by SIGHUP, and reads end. */
  private hangUp(pty: Pty): void {
    pty.hungUp = true;
    this.all.delete(pty.index);
    this.directory?.children?.delete(String(pty.index));
    pty.tty.hangUp();
  }

  private ioctl(file: File, request: number, arg: number, task: Task): Result {
    const pty = ptyOf(file);
    const int = (value: number) =>
      task.mem.copyOut(arg, new Uint8Array(Int32Array.of(value).buffer)) ? 0 : -EFAULT;
    switch (request) {
      case TIOCGPTN:
        return int(pty.index);
      case TIOCGPTLCK:
        return int(pty.locked ? 1 : 0);
      case TIOCSPTLCK: {
        const bytes = task.mem.copyIn(arg, 4);
        if (bytes === undefined) return -EFAULT;
        pty.locked = bytes.some((byte) => byte !== 0);
        return 0;
      }
      case TIOCPKT: {
        const bytes = task.mem.copyIn(arg, 4);
        if (bytes === undefined) return -EFAULT;
        pty.setPackets(bytes.some((byte) => byte !== 0));
        return 0;
      }
      case TIOCGPKT:
        return int(pty.packets ? 1 : 0);
      case TIOCGPTPEER: {
        const dentry = this.directory?.children?.get(String(pty.index));
        if (dentry === undefined) return -EIO;
        const peer = new OpenFile(dentry, arg & ~0o2000000);
        const error = peer.fops.open?.(peer, task) ?? 0;
        if (error !== 0) return typeof error === 'number' ? error : -EINVAL;
        return task.files.install(peer, (arg & 0o2000000) !== 0);
      }
      case FIONREAD:
        return int(pty.bytes);
      default:
        return exclusiveRequest(pty, request, arg, task) ?? pty.tty.ioctl(request, arg, task, file);
    }
  }
}
