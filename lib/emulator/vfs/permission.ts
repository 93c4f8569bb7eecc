import { EACCES } from '../../abi/errno';
import { S_IFDIR, S_IFMT, S_IFREG, S_ISGID, S_ISUID, S_IXGRP } from '../../abi/stat';
import type { Credentials } from '../kernel/types';
import type { Inode } from './types';

/** The ids that file access goes by. */
export type AccessIds = Pick<Credentials, 'fsuid' | 'fsgid' | 'groups'>;

export const MAY_EXEC = 1;
export const MAY_WRITE = 2;
export const MAY_READ = 4;

/**
 * 0 or -EACCES: generic_permission of fs/namei.c. Root passes, save for executing a file that nobody may execute
 * (CAP_DAC_OVERRIDE in capabilities(7)).
 */
export function permission(inode: Inode, mask: number, cred: AccessIds): number {
  const { fsuid } = cred;
  if (fsuid === 0) {
    const exec = (mask & MAY_EXEC) !== 0 && (inode.mode & S_IFMT) !== S_IFDIR;
    return exec && (inode.mode & 0o111) === 0 ? -EACCES : 0;
  }
  const shift = inode.uid === fsuid ? 6 : inGroup(cred, inode.gid) ? 3 : 0;
  return (mask & ~(inode.mode >>> shift) & 7) === 0 ? 0 : -EACCES;
}

/** in_group_p. */
export function inGroup(cred: AccessIds, gid: number): boolean {
  return cred.fsgid === gid || cred.groups.includes(gid);
}

/** True for the owner and for root: CAP_FOWNER. */
export function ownsInode(inode: Inode, cred: Credentials): boolean {
  return cred.fsuid === 0 || cred.fsuid === inode.uid;
}

/**
 * file_remove_privs: set-user-ID goes when anybody but root changes the contents, and set-group-ID with it where it
 * means execution.
 */
export function removePrivileges(inode: Inode, cred: Credentials): void {
  if ((inode.mode & (S_ISUID | S_ISGID)) === 0 || cred.euid === 0 || (inode.mode & S_IFMT) !== S_IFREG)
    return;
  inode.mode &= ~S_ISUID;
  if (inode.mode & S_IXGRP || cred.egid !== inode.gid) inode.mode &= ~S_ISGID;
}
