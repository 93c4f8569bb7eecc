import type { WorkerScope } from './serve';

/**
 * What a lab Worker of the page begins with. All else is imported by it: a browser that has compiled a module keeps what
 * it compiled for the next visit, but not of the script that a Worker is made from. What is asked meanwhile waits.
 */
const scope = globalThis as unknown as WorkerScope;
const early: Parameters<NonNullable<WorkerScope['onmessage']>>[0][] = [];
scope.onmessage = (event) => early.push(event);

import('./worker').then(
  () => {
    for (const event of early) scope.onmessage?.(event);
  },
  (error: unknown) => {
    // The page hears of errors, not of rejections.
    setTimeout(() => {
      throw error;
    });
  },
);
