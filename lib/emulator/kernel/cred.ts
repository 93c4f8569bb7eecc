import { startingCapabilities } from './capable';
import type { TaskStruct } from './task';
import type { Credentials } from './types';
import type { UserNamespace } from './user_namespace';

/** Ids to start a process with; the saved ones and those of file access follow the effective ones. */
export type StartingIds = Pick<Credentials, 'uid' | 'gid' | 'euid' | 'egid'>;

/** Full credentials of a process that begins with these ids. */
export function credentials({ uid, gid, euid, egid }: StartingIds, userns: UserNamespace): Credentials {
  const caps = startingCapabilities(euid);
  return {
    uid,
    gid,
    euid,
    egid,
    suid: euid,
    sgid: egid,
    fsuid: euid,
    fsgid: egid,
    groups: [],
    caps,
    securebits: 0,
    userns,
  };
}

/** commit_creds: a process that becomes more than it was, or another, is not dumped any more, nor told of its parent's end. */
export function commitCreds(task: TaskStruct, next: Credentials): void {
  const old = task.cred;
  const other =
    old.euid !== next.euid ||
    old.egid !== next.egid ||
    old.fsuid !== next.fsuid ||
    old.fsgid !== next.fsgid ||
    (next.caps.permitted & ~old.caps.permitted) !== 0n;
  if (other) {
    task.process.switches.dumpable = 0;
    task.parentDeathSignal = 0;
  }
  task.cred = next;
}
