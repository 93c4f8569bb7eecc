import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** Standard input for the guest: a file, or this process's own. It is not touched before the guest reads. */
export class GuestInput {
  /** True when the guest waits for bytes that are not there yet. */
  wanted = false;
  private stream: Readable | undefined;
  private ended = false;
  private error: Error | undefined;

  /** @param file a path, or `-` for this process's standard input */
  constructor(private readonly file: string) {}

  /** Bytes that have come in, none at the end, undefined when more is to be waited for. */
  read(): Uint8Array | undefined {
    if (this.error) throw this.error;
    const chunk: Uint8Array | null = this.open().read();
    if (chunk !== null) return chunk;
    if (this.ended) return new Uint8Array(0);
    this.wanted = true;
    return undefined;
  }

  /** Waits until there is something to read, or the end. */
  async more(): Promise<void> {
    const stream = this.open();
    await new Promise<void>((resolve) => {
      stream.once('readable', resolve);
      stream.once('end', resolve);
      stream.once('error', resolve);
    });
    this.wanted = false;
  }

  close(): void {
    this.stream?.destroy();
  }

  private open(): Readable {
    if (this.stream) return this.stream;
    const stream = this.file === '-' ? process.stdin : createReadStream(this.file);
    stream.on('end', () => {
      this.ended = true;
    });
    stream.on('error', (error: Error) => {
      this.error = error;
    });
    this.stream = stream;
    return stream;
  }
}
