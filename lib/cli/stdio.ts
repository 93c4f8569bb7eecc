import { fstatSync, readSync, writeSync } from 'node:fs';

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

/** Reads at most `max` bytes from a descriptor of this process, waiting for the first; none at the end. */
export function readSome(fd: number, max: number): Uint8Array {
  const bytes = new Uint8Array(max);
  for (;;) {
    try {
      return bytes.subarray(0, readSync(fd, bytes, 0, max, null));
    } catch (error) {
      if (codeOf(error) === 'EOF') return bytes.subarray(0, 0);
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** True when a descriptor is open, so that its input can be handed on. */
export function isOpen(fd: number): boolean {
  try {
    fstatSync(fd);
    return true;
  } catch {
    return false;
  }
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
