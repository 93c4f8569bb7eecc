import type { Capabilities, Credentials } from './types';
import { idOf, NO_ID, numberOf, type UserNamespace } from './user_namespace';

// Capabilities that the kernel asks about here: linux/capability.h.
export const CAP_CHOWN = 0;
export const CAP_DAC_OVERRIDE = 1;
export const CAP_DAC_READ_SEARCH = 2;
export const CAP_FOWNER = 3;
export const CAP_FSETID = 4;
export const CAP_KILL = 5;
export const CAP_SETGID = 6;
export const CAP_SETUID = 7;
export const CAP_SETPCAP = 8;
export const CAP_NET_BIND_SERVICE = 10;
export const CAP_LINUX_IMMUTABLE = 9;
export const CAP_NET_ADMIN = 12;
export const CAP_NET_RAW = 13;
export const CAP_IPC_LOCK = 14;
export const CAP_IPC_OWNER = 15;
export const CAP_SYS_RAWIO = 17;
export const CAP_SYS_CHROOT = 18;
export const CAP_SYS_PTRACE = 19;
export const CAP_SYS_ADMIN = 21;
export const CAP_SYS_BOOT = 22;
export const CAP_SYS_NICE = 23;
export const CAP_SYS_RESOURCE = 24;
export const CAP_MKNOD = 27;
export const CAP_SETFCAP = 31;
export const CAP_SYSLOG = 34;
export const CAP_WAKE_ALARM = 35;
/** CAP_CHECKPOINT_RESTORE, the last there is. */
export const CAP_LAST = 40;

export const ALL_CAPABILITIES = (1n << BigInt(CAP_LAST + 1)) - 1n;

/** Bits of prctl(PR_SET_SECUREBITS): linux/securebits.h. Above each stands the one that locks it. */
export const SECBIT = { NOROOT: 1, NO_SETUID_FIXUP: 4, KEEP_CAPS: 16, NO_CAP_AMBIENT_RAISE: 64 } as const;

const NONE: Capabilities = {
  inheritable: 0n,
  permitted: 0n,
  effective: 0n,
  bounding: ALL_CAPABILITIES,
  ambient: 0n,
};

/** What a process begins with: all if it is root, none else. */
export const startingCapabilities = (euid: number): Capabilities =>
  euid === 0 ? { ...NONE, permitted: ALL_CAPABILITIES, effective: ALL_CAPABILITIES } : NONE;

/**
 * ns_capable: the process may do what the capability is for to what belongs to a user namespace; capable: to the machine.
 * It has to have it in that namespace or one above, or be its owner: cap_capable.
 */
export function capable(
  { caps, userns, euid }: Pick<Credentials, 'caps' | 'userns' | 'euid'>,
  cap: number,
  within?: UserNamespace,
): boolean {
  const has = ((caps.effective >> BigInt(cap)) & 1n) !== 0n;
  if (within === undefined) return has && userns.parent === undefined;
  for (let at: UserNamespace | undefined = within; at !== undefined; at = at.parent) {
    if (at === userns) return has;
    if (at.parent === userns && at.owner === euid) return true;
  }
  return false;
}

/** capable_wrt_inode_uidgid: it has the capability, and the ids of the file have numbers in its namespace. */
export const capableOf = (
  cred: Pick<Credentials, 'caps' | 'userns' | 'euid'>,
  cap: number,
  { uid, gid }: { uid: number; gid: number },
): boolean =>
  capable(cred, cap, cred.userns) &&
  numberOf(cred.userns.uids, uid) !== NO_ID &&
  numberOf(cred.userns.gids, gid) !== NO_ID;

/** make_kuid of 0: who is root in the namespace, NO_ID if nobody is. */
const rootOf = ({ userns }: Credentials): number => idOf(userns.uids, 0);

const isRoot = (cred: Credentials): boolean => [cred.uid, cred.euid, cred.suid].includes(rootOf(cred));

/** cap_emulate_setxuid: what becomes of capabilities when user ids change. */
export function afterSetuid(old: Credentials, next: Credentials): Credentials {
  if (old.securebits & SECBIT.NO_SETUID_FIXUP) return next;
  let { permitted, effective, ambient } = next.caps;
  if (isRoot(old) && !isRoot(next)) {
    if ((old.securebits & SECBIT.KEEP_CAPS) === 0) {
      permitted = 0n;
      effective = 0n;
    }
    ambient = 0n;
  }
  const root = rootOf(old);
  if (old.euid === root && next.euid !== root) effective = 0n;
  if (old.euid !== root && next.euid === root) effective = permitted;
  return { ...next, caps: { ...next.caps, permitted, effective, ambient } };
}

/** access_override_creds: who access(2) asks for, with what that user could do. */
export function realCredentials(cred: Credentials): Credentials {
  const { uid, gid, caps, securebits } = cred;
  const effective = uid === rootOf(cred) ? caps.permitted : 0n;
  const own = securebits & SECBIT.NO_SETUID_FIXUP ? caps : { ...caps, effective };
  return { ...cred, fsuid: uid, fsgid: gid, caps: own };
}

/** CAP_FS_SET: CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID, LINUX_IMMUTABLE, MKNOD and MAC_OVERRIDE. */
const FILE_ACCESS = [0, 1, 2, 3, 4, 9, 27, 32].reduce((set, cap) => set | (1n << BigInt(cap)), 0n);

/** cap_task_fix_setuid for setfsuid(2). */
export function afterSetfsuid(old: Credentials, next: Credentials): Credentials {
  if (old.securebits & SECBIT.NO_SETUID_FIXUP) return next;
  let { effective } = next.caps;
  const root = rootOf(old);
  if (old.fsuid === root && next.fsuid !== root) effective &= ~FILE_ACCESS;
  if (old.fsuid !== root && next.fsuid === root) effective |= next.caps.permitted & FILE_ACCESS;
  return { ...next, caps: { ...next.caps, effective } };
}

/** What a program's file gives to who executes it: the ids that set-user-ID and set-group-ID mean. */
export interface FileIds {
  readonly euid: number;
  readonly egid: number;
}

/** Why a program may not give what its file says: bprm->unsafe. */
export interface Unsafe {
  /** PR_SET_NO_NEW_PRIVS, or a directory shared with another process: LSM_UNSAFE_SHARE. */
  readonly noNewPrivileges: boolean;
  readonly shared: boolean;
  /** Its tracer could not have traced the program with what it gets. */
  readonly traced: boolean;
}

/** Credentials of a program that begins, and whether they are more than its caller's: AT_SECURE. */
export interface ExecCredentials {
  readonly cred: Credentials;
  readonly secure: boolean;
}

/** cap_bprm_creds_from_file, for files without capabilities of their own: root gets all that it may have. */
export function afterExec(old: Credentials, ids: FileIds, unsafe: Unsafe): ExecCredentials {
  let { euid, egid } = ids;
  const { uid, gid } = old;
  const { inheritable, bounding } = old.caps;
  const privileged = (old.securebits & SECBIT.NOROOT) === 0;
  const root = rootOf(old);
  const rootCaps = privileged && (uid === root || euid === root) ? bounding | inheritable : 0n;
  const makesEffective = privileged && euid === root;
  const setId = euid !== uid || egid !== gid;
  let permitted = rootCaps;
  const gains = (permitted & ~old.caps.permitted) !== 0n;
  if ((setId || gains) && (unsafe.noNewPrivileges || unsafe.shared || unsafe.traced)) {
    if (unsafe.noNewPrivileges || !capable(old, CAP_SETUID, old.userns)) {
      euid = uid;
      egid = gid;
    }
    permitted &= old.caps.permitted;
  }
  const ambient = setId ? 0n : old.caps.ambient;
  permitted |= ambient;
  const caps = { ...old.caps, ambient, permitted, effective: makesEffective ? permitted : ambient };
  const securebits = old.securebits & ~SECBIT.KEEP_CAPS;
  const cred = { ...old, euid, egid, suid: euid, sgid: egid, fsuid: euid, fsgid: egid, securebits, caps };
  return { cred, secure: setId || (uid !== root && (makesEffective || (permitted & ~ambient) !== 0n)) };
}
