import type { WorkerScope } from './serve';

/**
 * What a lab Worker of the page begins with. All else is imported by it: a browser that has compiled a module keeps what
 * it compiled for the next visit, but not of the script that a Worker is made from. What is asked meanwhile waits.
 */
const scope = globalThis as unknown as WorkerScope;
const early: Parameters<NonNullable<WorkerScope['onmessage']>>[0][] = [];
scope.onmessage = (event) => early.push(event);

/** Common instructions' handlers, which the build lays beside this script. */
async function fetchHandlers(): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(new URL('handlers.bin', import.meta.url));
  if (!answer.ok) throw new Error(`handlers.bin: the server says ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Both are on their way at once. Without the handlers programs begin slower, and are otherwise the same.
const handlers = fetchHandlers().catch(() => undefined);
import('./serve').then(
  ({ serveLab }) => {
    serveLab(scope, handlers);
    for (const event of early) scope.onmessage?.(event);
  },
  (error: unknown) => {
    // The page hears of errors, not of rejections.
    setTimeout(() => {
      throw error;
    });
  },
);
