import { createWorkerLab } from '../../lib/lab/client';

/** What the test's page has for the test: a Worker lab over a bundled worker script, and how to make it. */
const api = {
  lab: createWorkerLab(() => new Worker('worker.js', { type: 'module' }), { workers: 3 }),
};
export type LabPage = typeof api;

Object.assign(globalThis, { page: api });
