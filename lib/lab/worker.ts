import { serveLab, type WorkerScope } from './serve';

/** The script of a lab Worker: `new Worker(new URL('.../lib/lab/worker.ts', import.meta.url), { type: 'module' })`. */
serveLab(globalThis as unknown as WorkerScope);
