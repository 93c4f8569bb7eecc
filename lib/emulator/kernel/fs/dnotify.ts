import { ENOTDIR } from '../../../abi/errno';
import * as F from '../../../abi/fcntl';
import * as W from '../../../abi/poll';
import { POLL_MSG } from '../../../abi/signal';
import { isDirectory } from '../../vfs/namei';
import { unwatch, type Watcher, watch } from '../../vfs/notify';
import type { File, Inode } from '../../vfs/types';
import type { Task } from '../types';
import { type Async, asyncOf, setOwner } from './fasync';

/** What is asked for, and the events that it is told of: convert_arg of fs/notify/dnotify/dnotify.c. */
const EVENTS: readonly (readonly [asked: number, events: number])[] = [
  [F.DN_ACCESS, W.IN_ACCESS],
  [F.DN_MODIFY, W.IN_MODIFY],
  [F.DN_CREATE, W.IN_CREATE | W.IN_MOVED_TO],
  [F.DN_DELETE, W.IN_DELETE | W.IN_MOVED_FROM],
  [F.DN_RENAME, W.IN_MOVED_FROM],
  [F.DN_ATTRIB, W.IN_ATTRIB],
];
/** What it is told with: band_table of fs/fcntl.c. */
const BAND = W.POLLIN | W.POLLRDNORM | W.POLLMSG;

/** A descriptor of a directory whose owner is told of what happens in it. */
class DirectoryWatch implements Watcher {
  mask = 0;

  constructor(
    private readonly inode: Inode,
    private readonly state: Async,
    private readonly fd: number,
    private readonly kernel: Task['kernel'],
  ) {}

  notify(events: number, _cookie: number, name: string | undefined): void {
    if (name === undefined) return;
    if (!EVENTS.some(([asked, of]) => this.mask & asked && events & of)) return;
    const { owner, signo } = this.state;
    if (owner !== undefined)
      this.kernel.signalOwner(owner, signo, { code: POLL_MSG, band: BAND, fd: this.fd });
    if ((this.mask & F.DN_MULTISHOT) === 0) this.end();
  }

  end(): void {
    unwatch(this.inode, this);
    this.state.directory = undefined;
  }
}

/** F_NOTIFY: fcntl_dirnotify. What is asked for adds to what was; nothing takes all away. */
export function notifyDirectory(task: Task, file: File, fd: number, asked: number): number {
  const state = asyncOf(file);
  if ((asked & ~F.DN_MULTISHOT) === 0) {
    state.directory?.end();
    return 0;
  }
  const { inode } = file;
  if (!isDirectory(inode)) return -ENOTDIR;
  let watching = state.directory as DirectoryWatch | undefined;
  if (watching === undefined) {
    watching = new DirectoryWatch(inode, state, fd, task.kernel);
    state.directory = watching;
    watch(inode, watching);
  }
  watching.mask |= asked;
  setOwner(task, file, task.tgid);
  return 0;
}
