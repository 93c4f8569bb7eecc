import { EFAULT } from '../../../abi/errno';
import { POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../../abi/poll';
import { makedev, S_IFREG } from '../../../abi/stat';
import { rootDentry } from '../../vfs/dentry';
import { PlainInode } from '../../vfs/inode';
import type { Dentry, File, FileOperations, SuperBlock } from '../../vfs/types';
import type { SignalStruct } from '../signal';
import type { TaskStruct } from '../task';
import type { WaitQueue } from '../types';

/** A message and its priority. */
export interface QueuedMessage {
  readonly priority: number;
  readonly bytes: Uint8Array;
}

/** A task asleep in a send or a receive: struct ext_wait_queue. The other side completes it. */
export interface Waiter {
  readonly queue: WaitQueue;
  readonly nice: number;
  /** What it sends, or has been given. */
  message: QueuedMessage | undefined;
  done: boolean;
}

/** A POSIX message queue: struct mqueue_inode_info. */
export interface MessageQueue {
  readonly dentry: Dentry;
  readonly owner: number;
  readonly maxmsg: number;
  readonly msgsize: number;
  /** Highest priority first, the oldest of them first. */
  messages: QueuedMessage[];
  receivers: Waiter[];
  senders: Waiter[];
  /** poll(2) waits here. */
  readonly changed: WaitQueue;
  notify:
    | { owner: SignalStruct; task: TaskStruct; file: File; signo: number; value: { lo: number; hi: number } }
    | undefined;
}

const MQUEUE_DEV = makedev(0, 19);
/** MQUEUE_MAGIC of ipc/mqueue.c. */
const MQUEUE_MAGIC = 0x19800202;
/** FILENT_SIZE. */
const FILE_SIZE = 80;

/** A queue's status as its file shows it. */
function status({ messages, notify }: MessageQueue): string {
  const size = messages.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const pad = (value: number, width: number) => String(value).padEnd(width);
  const how = notify === undefined || notify.signo !== 0 ? 0 : 1;
  return `QSIZE:${pad(size, 10)} NOTIFY:${pad(how, 5)} SIGNO:${pad(notify?.signo ?? 0, 5)} NOTIFY_PID:${pad(notify?.task.tgid ?? 0, 6)}\n`;
}

/** Files of queues: mqueue_file_operations. */
const MQUEUE_FILE: FileOperations = {
  read(file, iter, pos) {
    const queue = queueOf(file);
    if (queue === undefined) return 0;
    const text = Uint8Array.from(status(queue), (c) => c.charCodeAt(0)).subarray(pos);
    if (text.length === 0 || iter.count === 0) return 0;
    const want = Math.min(text.length, iter.count);
    return iter.copyTo(text, 0, want) || -EFAULT;
  },
  llseek(file, offset) {
    file.pos = offset;
    return offset;
  },
  poll(file) {
    const queue = queueOf(file);
    if (queue === undefined) return 0;
    let events = 0;
    if (queue.messages.length > 0) events |= POLLIN | POLLRDNORM;
    if (queue.messages.length < queue.maxmsg) events |= POLLOUT | POLLWRNORM;
    return events;
  },
  /** Whoever asked to be notified does not listen any more: mqueue_flush_file. */
  release(file) {
    const queue = queueOf(file);
    if (queue?.notify?.file === file) queue.notify = undefined;
  },
  queues: (file) => {
    const queue = queueOf(file);
    return queue === undefined ? [] : [queue.changed];
  },
};

/** The queue behind a descriptor. */
export function queueOf(file: File): MessageQueue | undefined {
  return file.fops === MQUEUE_FILE ? (file.state as MessageQueue) : undefined;
}

/** The filesystem of message queues. */
export class MqueueFs implements SuperBlock {
  readonly type = 'mqueue';
  readonly dev = MQUEUE_DEV;
  readonly magic = MQUEUE_MAGIC;
  readonly queues = new Map<string, MessageQueue>();
  private inodes = 1;

  usage() {
    return { blocks: 0, blocksFree: 0, files: 0, filesFree: 0 };
  }

  create(task: TaskStruct, name: string, mode: number, maxmsg: number, msgsize: number): MessageQueue {
    const { euid, egid, uid } = task.cred;
    const inode = new PlainInode(this, {}, MQUEUE_FILE, {
      ino: ++this.inodes,
      mode: S_IFREG | mode,
      kind: 'mqueue',
      uid: euid,
      gid: egid,
      now: task.kernel.realtime(),
    });
    inode.size = FILE_SIZE;
    const queue: MessageQueue = {
      dentry: rootDentry(`/${name}`, inode),
      owner: uid,
      maxmsg,
      msgsize,
      messages: [],
      receivers: [],
      senders: [],
      changed: task.kernel.waitQueue('a message queue'),
      notify: undefined,
    };
    this.queues.set(name, queue);
    return queue;
  }

  unlink(name: string, queue: MessageQueue): void {
    this.queues.delete(name);
    queue.dentry.deleted = true;
    queue.dentry.inode.nlink = 0;
  }
}
