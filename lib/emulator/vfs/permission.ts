import { EACCES, EPERM } from '../../abi/errno';
import { FS_APPEND_FL, FS_IMMUTABLE_FL } from '../../abi/ioctl';
import { S_IFDIR, S_IFMT, S_IFREG, S_ISGID, S_ISUID, S_IXGRP } from '../../abi/stat';
import { CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, CAP_FSETID, capableOf } from '../kernel/capable';
import type { Credentials } from '../kernel/types';
import type { Inode } from './types';

/** Nobody changes it, neither its contents nor its name. */
export const isImmutable = ({ fileFlags }: Inode): boolean => (fileFlags & FS_IMMUTABLE_FL) !== 0;
/** It is written to at its end alone; of a directory, names are added alone. */
export const isAppendOnly = ({ fileFlags }: Inode): boolean => (fileFlags & FS_APPEND_FL) !== 0;
export const isGuarded = (inode: Inode): boolean => isImmutable(inode) || isAppendOnly(inode);

/** The ids that file access goes by. */
export type AccessIds = Pick<Credentials, 'euid' | 'fsuid' | 'fsgid' | 'groups' | 'caps' | 'userns'>;

export const MAY_EXEC = 1;
export const MAY_WRITE = 2;
export const MAY_READ = 4;

/** 0 or -EACCES, or -EPERM for what nobody may change: inode_permission of fs/namei.c. */
export function permission(inode: Inode, mask: number, cred: AccessIds): number {
  if ((mask & MAY_WRITE) !== 0 && isImmutable(inode)) return -EPERM;
  const shift = inode.uid === cred.fsuid ? 6 : inGroup(cred, inode.gid) ? 3 : 0;
  return (mask & ~(inode.mode >>> shift) & 7) === 0 || overridden(inode, mask & 7, cred) ? 0 : -EACCES;
}

/** Capabilities go before the mode, save for executing a file that nobody may execute: capabilities(7). */
function overridden(inode: Inode, mask: number, cred: AccessIds): boolean {
  const directory = (inode.mode & S_IFMT) === S_IFDIR;
  if (capableOf(cred, CAP_DAC_OVERRIDE, inode) && (directory || !(mask & MAY_EXEC) || inode.mode & 0o111))
    return true;
  const looks = directory ? (mask & MAY_WRITE) === 0 : mask === MAY_READ;
  return looks && capableOf(cred, CAP_DAC_READ_SEARCH, inode);
}

/** in_group_p. */
export function inGroup(cred: AccessIds, gid: number): boolean {
  return cred.fsgid === gid || cred.groups.includes(gid);
}

/** inode_owner_or_capable. */
export function ownsInode(inode: Inode, cred: Credentials): boolean {
  return cred.fsuid === inode.uid || capableOf(cred, CAP_FOWNER, inode);
}

/**
 * file_remove_privs: set-user-ID goes when somebody without CAP_FSETID changes the contents, and set-group-ID with it
 * where it means execution.
 */
export function removePrivileges(inode: Inode, cred: Credentials): void {
  if ((inode.mode & (S_ISUID | S_ISGID)) === 0 || (inode.mode & S_IFMT) !== S_IFREG) return;
  if (capableOf(cred, CAP_FSETID, inode)) return;
  inode.mode &= ~S_ISUID;
  if (inode.mode & S_IXGRP || !inGroup(cred, inode.gid)) inode.mode &= ~S_ISGID;
}
