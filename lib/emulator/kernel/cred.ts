import { startingCapabilities } from './capable';
import type { Credentials } from './types';

/** Ids to start a process with; the saved ones and those of file access follow the effective ones. */
export type StartingIds = Pick<Credentials, 'uid' | 'gid' | 'euid' | 'egid'>;

/** Full credentials of a process that begins with these ids. */
export function credentials({ uid, gid, euid, egid }: StartingIds): Credentials {
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
  };
}
