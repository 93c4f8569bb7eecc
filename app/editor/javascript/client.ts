import { onBook, theBook } from './book';
import type { JavaScriptService } from './service';

type Method = keyof JavaScriptService;

/** A question to the Worker. */
export interface Question {
  call: number;
  method: Method;
  args: unknown[];
}
export interface Answer {
  call: number;
  result?: unknown;
  error?: string;
}

type Asked<M extends Method> = Promise<ReturnType<JavaScriptService[M]>>;

/** The language service in its Worker, started when it is first needed. */
class Client {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'javascript',
  });
  private readonly waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  private calls = 0;
  private readonly ready: Promise<unknown>;
  /** The book that the Worker was told last. */
  private told: unknown;

  constructor() {
    this.worker.onmessage = ({ data: { call, result, error } }: MessageEvent<Answer>) => {
      const waiting = this.waiting.get(call);
      this.waiting.delete(call);
      if (error === undefined) waiting?.resolve(result as never);
      else waiting?.reject(new Error(error));
    };
    this.ready = this.begin();
  }

  async ask<M extends Method>(method: M, ...args: Parameters<JavaScriptService[M]>): Asked<M> {
    await this.ready;
    const { cells } = theBook();
    if (this.told !== cells) {
      this.told = cells;
      void this.send('setCells', cells);
    }
    return this.send(method, ...args);
  }

  private async begin(): Promise<void> {
    const answer = await fetch(`${globalThis.__trapdoor ?? ''}/types.json`);
    if (!answer.ok) throw new Error(`types.json: the server says ${answer.status}`);
    await this.send('setLibraries', await answer.json());
  }

  private send<M extends Method>(method: M, ...args: Parameters<JavaScriptService[M]>): Asked<M> {
    const call = ++this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.worker.postMessage({ call, method, args } satisfies Question);
    });
  }
}

let client: Client | undefined;
const starting = new Set<() => void>();

/** Starts the service, and asks it. */
export function ask<M extends Method>(method: M, ...args: Parameters<JavaScriptService[M]>): Asked<M> {
  if (!client) {
    client = new Client();
    for (const listener of starting) listener();
  }
  return client.ask(method, ...args);
}

/** Calls back when what the service would say may have changed; not before somebody has asked it something. */
export function onChange(listener: () => void): () => void {
  const changed = () => client && listener();
  starting.add(changed);
  const unsubscribe = onBook(changed);
  return () => {
    starting.delete(changed);
    unsubscribe();
  };
}
