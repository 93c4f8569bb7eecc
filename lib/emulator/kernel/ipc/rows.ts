import type { CoreRow } from '../row';
import { mqueueRows } from './mqueue';
import { msgRows } from './msg';
import { semRows } from './sem';
import { shmRows } from './shm';

/** Calls of System V IPC and of POSIX message queues. */
export const ipcRows: readonly CoreRow[] = [...shmRows, ...semRows, ...msgRows, ...mqueueRows];
