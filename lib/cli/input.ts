import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { RunInput } from '../lab/run';

const EVENTS = ['readable', 'end', 'error'];

/**
 * Standard input for the guest: a file, or this process's own. It is not touched before the guest reads, but for a
 * keyboard's: there the guest's terminal does what this one did before, echo and Ctrl-C among them.
 */
export class GuestInput implements RunInput {
  private news: Promise<void> | undefined;
  private stream: Readable | undefined;
  private ended = false;
  private error: Error | undefined;

  /**
   * @param file a path, or `-` for this process's standard input
   * @param keyboard it is this terminal's keyboard, and the guest has a terminal too
   */
  constructor(
    private readonly file: string,
    private readonly keyboard = false,
  ) {
    if (keyboard) process.stdin.setRawMode(true);
  }

  get window(): RunInput['window'] {
    const { rows = 24, columns = 80 } = process.stdout;
    return this.keyboard ? { rows, columns } : undefined;
  }

  /** Bytes that have come in, none at the end, undefined when more is to be waited for. */
  read(): Uint8Array | undefined {
    if (this.error) throw this.error;
    const chunk: Uint8Array | null = this.open().read();
    if (chunk !== null) return chunk;
    return this.ended ? new Uint8Array(0) : undefined;
  }

  more(): Promise<void> {
    const stream = this.open();
    this.news ??= new Promise((resolve) => {
      const heard = () => {
        for (const event of EVENTS) stream.off(event, heard);
        this.news = undefined;
        resolve();
      };
      for (const event of EVENTS) stream.on(event, heard);
    });
    return this.news;
  }

  close(): void {
    if (this.keyboard) process.stdin.setRawMode(false);
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
