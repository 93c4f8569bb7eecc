import type { RunInput } from './run';
import type { Keyboard } from './types';

/** Rows and columns of a terminal whose window nobody has measured. */
const WINDOW = { rows: 24, columns: 80 };

/** What is typed at a program's terminal, kept until the run takes it. */
export class TypedInput implements RunInput, Keyboard {
  window = WINDOW;
  private readonly waiting: Uint8Array[] = [];
  /** Something has come that the run has not been told of. */
  private changed = false;
  private news: Promise<void> | undefined;
  private tell: (() => void) | undefined;

  type(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.waiting.push(bytes);
    this.change();
  }

  resize(rows: number, columns: number): void {
    this.window = { rows, columns };
    this.change();
  }

  read(): Uint8Array | undefined {
    return this.waiting.shift();
  }

  async more(): Promise<void> {
    if (!this.changed) {
      this.news ??= new Promise((resolve) => {
        this.tell = resolve;
      });
      await this.news;
    }
    this.changed = false;
  }

  private change(): void {
    this.changed = true;
    this.tell?.();
    this.news = undefined;
    this.tell = undefined;
  }
}
