import type { Dentry } from '../../vfs/types';
import type { UserNamespace } from '../user_namespace';
import { MqueueFs } from './mqueue_fs';
import { newMsgIds } from './msg';
import { newSemIds } from './sem';
import { newShmIds } from './shm';

/** Segments, sets and queues that processes share by key or name: struct ipc_namespace. */
export class IpcNamespace {
  readonly shm = newShmIds();
  readonly sem = newSemIds();
  readonly msg = newMsgIds();
  readonly mqueues = new MqueueFs();

  constructor(
    readonly file: Dentry,
    readonly user: UserNamespace,
  ) {}
}
