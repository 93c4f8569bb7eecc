import { EAGAIN, EFAULT, ENOTTY } from '../../abi/errno';
import { O_NONBLOCK } from '../../abi/fcntl';
import { FIONREAD } from '../../abi/ioctl';
import { POLLHUP, POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../abi/poll';
import type { IovIter, KernelServices, Result, Task, WaitQueue } from '../kernel/types';
import type { FileOperations } from './types';

/** The read end of a pipe whose other end the host holds: standard input that is not a terminal. */
export class HostInput {
  private readonly queue: WaitQueue;
  private readonly chunks: Uint8Array[] = [];
  private offset = 0;
  private ended = false;

  constructor(
    kernel: KernelServices,
    private readonly name: string,
  ) {
    this.queue = kernel.waitQueue(`${name} to have input`);
  }

  /** Bytes for the program to read. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.chunks.push(bytes);
    this.queue.wakeAll();
  }

  /** No more will come: reads give what is left, then an end of file. */
  end(): void {
    this.ended = true;
    this.queue.wakeAll();
  }

  readonly fops: FileOperations = {
    read: (file, iter) => {
      if (iter.count === 0) return 0;
      if (this.ready) return this.take(iter);
      return file.flags & O_NONBLOCK ? -EAGAIN : this.sleep(iter.keep());
    },
    poll: () => (this.chunks.length > 0 ? POLLIN | POLLRDNORM : 0) | (this.ended ? POLLHUP : 0),
    queues: () => [this.queue],
    ioctl: (_file, request, arg, task) => this.ioctl(request, arg, task),
  };

  private get ready(): boolean {
    return this.ended || this.chunks.length > 0;
  }

  private take(iter: IovIter): number {
    let done = 0;
    while (iter.count > 0 && this.chunks.length > 0) {
      const chunk = this.chunks[0];
      const want = Math.min(iter.count, chunk.length - this.offset);
      const copied = iter.copyTo(chunk, this.offset, want);
      done += copied;
      this.offset += copied;
      if (this.offset === chunk.length) {
        this.chunks.shift();
        this.offset = 0;
      }
      if (copied < want) return done || -EFAULT;
    }
    return done;
  }

  private sleep(iter: IovIter): Result {
    return {
      queues: [this.queue],
      why: `${this.name} to have input`,
      again: () => (this.ready ? this.take(iter) : this.sleep(iter)),
    };
  }

  private ioctl(request: number, arg: number, task: Task): number {
    if (request !== FIONREAD) return -ENOTTY;
    const bytes = this.chunks.reduce((sum, chunk) => sum + chunk.length, -this.offset);
    return task.mem.copyOut(arg, new Uint8Array(Int32Array.of(bytes).buffer)) ? 0 : -EFAULT;
  }
}

const CHUNK = 65536;
const scratch = new Uint8Array(CHUNK);

/** The write end of a pipe that the host drains at once: standard output and error that are not a terminal. */
export function hostOutput(kernel: KernelServices, stream: 1 | 2): FileOperations {
  return {
    write: (_file, iter) => {
      let done = 0;
      while (iter.count > 0) {
        const want = Math.min(iter.count, CHUNK);
        const copied = iter.copyFrom(scratch, 0, want);
        if (copied > 0) kernel.console.write(stream, scratch.slice(0, copied));
        done += copied;
        if (copied < want) return done || -EFAULT;
      }
      return done;
    },
    poll: () => POLLOUT | POLLWRNORM,
  };
}
