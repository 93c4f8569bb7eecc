import { serveLab, type WorkerScope } from './serve';

/** What a lab Worker is; a page's is begun by begin.ts. */
serveLab(globalThis as unknown as WorkerScope);
