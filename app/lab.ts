import { createWorkerLab, type WorkerLab } from '../lib/lab/client';

let instance: WorkerLab | undefined;

/** The page's lab: machines in Workers, started when the first program runs. */
export function pageLab(): WorkerLab {
  instance ??= createWorkerLab(
    () => new Worker(new URL('../lib/lab/worker.ts', import.meta.url), { type: 'module', name: 'machine' }),
  );
  return instance;
}
