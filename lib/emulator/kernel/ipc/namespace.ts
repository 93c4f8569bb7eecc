import { newMsgIds } from './msg';
import { newSemIds } from './sem';
import { newShmIds } from './shm';

/** Segments, sets and queues of a machine: struct ipc_namespace. */
export class IpcNamespace {
  readonly shm = newShmIds();
  readonly sem = newSemIds();
  readonly msg = newMsgIds();
}
