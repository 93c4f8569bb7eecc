import type { FromRuntime, ToRuntime } from '../runtime/protocol';
import type { Box } from '../types';
import { FramePort } from './port';

/** Time in which a frame that is not in an endless loop answers. */
const RESPONSE_MS = 1500;

type Exported = Extract<FromRuntime, { type: 'exported' }>;

interface Host {
  /** The frame answers from now on: it has to be told what it is to show. */
  open(): void;
  message(message: FromRuntime): void;
  /** What is known of the frame has changed. */
  changed(): void;
  /** Whether the runtime in the frame answers within a time. */
  responds(ms: number): Promise<boolean>;
  /** Whether a cell is being evaluated in it, as far as it has told. */
  evaluating(): boolean;
  /** The frame is given up, with what it is evaluating. */
  givenUp(): void;
}

/** The sandboxed frame as a session has it: another one when the page puts another in its place. */
export class Frame {
  /** It has answered. */
  live = false;
  /** Counts frames: when it grows, the page is to make a new one. */
  count = 0;
  private port?: FramePort;
  /** The one that is being asked whether it still answers. */
  private asked?: FramePort;
  private theme?: 'light' | 'dark';
  private boxes: Box[] = [];
  private scale = 1;
  private readonly exports = new Map<number, (file: Exported | undefined) => void>();
  private requests = 0;

  constructor(private readonly host: Host) {}

  attach(element: HTMLIFrameElement): void {
    this.port?.close();
    this.live = false;
    this.port = new FramePort(element, {
      open: () => {
        this.live = true;
        if (this.theme) this.send({ type: 'theme', theme: this.theme });
        this.send({ type: 'layout', boxes: this.boxes, scale: this.scale });
        this.host.open();
      },
      message: (message) => {
        if (message.type === 'exported') this.exported(message);
        else this.host.message(message);
      },
    });
    this.host.changed();
  }

  send(message: ToRuntime): void {
    this.port?.send(message);
  }

  layout(boxes: Box[], scale: number): void {
    this.boxes = boxes;
    this.scale = scale;
    this.send({ type: 'layout', boxes, scale });
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.theme = theme;
    this.send({ type: 'theme', theme });
  }

  /** A cell's first chart as a file; undefined where there is none. */
  export(id: string, format: 'svg' | 'png' | 'csv'): Promise<Exported | undefined> {
    if (!this.live) return Promise.resolve(undefined);
    const request = ++this.requests;
    return new Promise((resolve) => {
      this.exports.set(request, resolve);
      this.send({ type: 'export', request, id, format });
    });
  }

  private exported(file: Exported): void {
    this.exports.get(file.request)?.(file);
    this.exports.delete(file.request);
  }

  /**
   * Asks for another frame when this one does not answer, and leaves what it was at unevaluated. A cell that is about
   * to begin an endless loop lets the frame answer once more, so the question is put until no cell is being evaluated.
   */
  async free(): Promise<void> {
    const { port, host } = this;
    if (!this.live || this.asked === port) return;
    this.asked = port;
    while (port === this.port && this.live) {
      if (await host.responds(RESPONSE_MS)) {
        if (!host.evaluating()) break;
        await new Promise((resolve) => setTimeout(resolve, RESPONSE_MS));
      } else if (port === this.port) {
        host.givenUp();
        this.count++;
        host.changed();
        break;
      }
    }
    if (this.asked === port) this.asked = undefined;
  }

  close(): void {
    this.port?.close();
    for (const resolve of this.exports.values()) resolve(undefined);
  }
}
