import { writeSync } from 'node:fs';

/** Waits a little when the other end of a non-blocking pipe is slow. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Writes all of `bytes` to a descriptor of this process. Answers false when nobody reads the other end any more. */
export function writeAll(fd: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return false;
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
  return true;
}

/** Collects small writes into large ones; the order of the two streams stays. */
export class OutputBuffer {
  private readonly bytes = new Uint8Array(65536);
  private length = 0;
  private stream: 1 | 2 = 1;
  /** True once nobody reads one of the streams any more. */
  broken = false;

  write(stream: 1 | 2, bytes: Uint8Array): void {
    if (stream !== this.stream || this.length + bytes.length > this.bytes.length) this.flush();
    this.stream = stream;
    if (bytes.length > this.bytes.length) this.broken ||= !writeAll(stream, bytes);
    else {
      this.bytes.set(bytes, this.length);
      this.length += bytes.length;
    }
  }

  flush(): void {
    if (this.length > 0) this.broken ||= !writeAll(this.stream, this.bytes.subarray(0, this.length));
    this.length = 0;
  }
}
