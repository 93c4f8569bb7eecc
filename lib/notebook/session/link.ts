import type { ToRuntime } from '../runtime/protocol';

/** The line to the runtime while there is one, and those who wait for what it reports. */
export class RuntimeLink {
  private deliver?: (message: ToRuntime) => void;
  /** Something that is to be sent, at the latest before anything else is. */
  private held?: { timer: ReturnType<typeof setTimeout>; send: () => void };
  private waiting: (() => void)[] = [];
  private tokens = 0;
  private synced = 0;

  get isOpen(): boolean {
    return this.deliver !== undefined;
  }

  open(deliver: (message: ToRuntime) => void): void {
    this.deliver = deliver;
  }

  close(): void {
    clearTimeout(this.held?.timer);
    this.held = undefined;
    this.deliver = undefined;
    this.wake();
  }

  send(message: ToRuntime): void {
    this.flush();
    this.deliver?.(message);
  }

  /** Sends something within a time, once however often it is asked, and before whatever else is sent. */
  sendWithin(ms: number, send: () => void): void {
    if (this.isOpen) this.held ??= { timer: setTimeout(() => this.flush(), ms), send };
  }

  private flush(): void {
    const { held } = this;
    if (!held) return;
    clearTimeout(held.timer);
    this.held = undefined;
    held.send();
  }

  /** Resolves once the runtime has taken all that was sent so far. */
  async sync(): Promise<void> {
    if (!this.isOpen) return;
    const token = ++this.tokens;
    this.send({ type: 'sync', token });
    await this.until(() => this.synced >= token);
  }

  /** The runtime has answered a `sync`. */
  answered(token: number): void {
    this.synced = token;
  }

  /** Waits until the runtime's reports make something true, or there is no runtime any more. */
  async until(isTrue: () => boolean): Promise<void> {
    while (this.isOpen && !isTrue()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Something was reported: those who wait look again. */
  wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Whether the runtime answers within a time; an endless loop in a cell keeps it from it. */
  async responds(ms: number): Promise<boolean> {
    const late = new Promise<false>((resolve) => setTimeout(resolve, ms, false));
    return Promise.race([this.sync().then(() => true), late]);
  }
}
