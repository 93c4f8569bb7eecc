import { struct } from './structs';
import { type EnumSet, type FlagSet, flags, names } from './xlat';

// System V IPC: linux/ipc.h, linux/shm.h, linux/sem.h, linux/msg.h.
export const IPC_PRIVATE = 0;
export const IPC_CREAT = 0o1000;
export const IPC_EXCL = 0o2000;
export const IPC_NOWAIT = 0o4000;

export const IPC_RMID = 0;
export const IPC_SET = 1;
export const IPC_STAT = 2;
export const IPC_INFO = 3;

export const SHM_RDONLY = 0o10000;
export const SHM_RND = 0o20000;
export const SHM_REMAP = 0o40000;
export const SHM_EXEC = 0o100000;
export const SHM_HUGETLB = 0o4000;
export const SHM_NORESERVE = 0o10000;
export const SHM_LOCK = 11;
export const SHM_UNLOCK = 12;
export const SHM_STAT = 13;
export const SHM_INFO = 14;
export const SHM_STAT_ANY = 15;
export const SHM_DEST = 0o1000;
export const SHM_LOCKED = 0o2000;

export const IPC_KEYS = names('', { IPC_PRIVATE });
const permissions = true;
export const IPC_GET_FLAGS: FlagSet = {
  ...flags('IPC_???', { IPC_CREAT, IPC_EXCL, IPC_NOWAIT }),
  permissions,
};
export const SHM_GET_FLAGS: FlagSet = {
  ...flags('SHM_???', { IPC_CREAT, IPC_EXCL, SHM_HUGETLB, SHM_NORESERVE }),
  shifted: { shift: 26, name: 'SHM_HUGE_SHIFT' },
  permissions,
};
export const SHM_AT_FLAGS = flags('SHM_???', { SHM_RDONLY, SHM_RND, SHM_REMAP, SHM_EXEC });

export const SEM_UNDO = 0x1000;
export const GETPID = 11;
export const GETVAL = 12;
export const GETALL = 13;
export const GETNCNT = 14;
export const GETZCNT = 15;
export const SETVAL = 16;
export const SETALL = 17;
export const SEM_STAT = 18;
export const SEM_INFO = 19;
export const SEM_STAT_ANY = 20;

export const MSG_NOERROR = 0o10000;
export const MSG_EXCEPT = 0o20000;
export const MSG_COPY = 0o40000;
export const MSG_STAT = 11;
export const MSG_INFO = 12;
export const MSG_STAT_ANY = 13;

export const SEM_FLAGS = flags('SEM_???', { SEM_UNDO, IPC_NOWAIT });
export const MSG_FLAGS = flags('MSG_???', { MSG_NOERROR, MSG_EXCEPT, MSG_COPY, IPC_NOWAIT });
const COMMANDS = { IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO };
/** The structures are the 64-bit ones, as they always are: linux/ipc.h. */
const IPC_64 = 0x100;
const commands = (unknown: string, values: Record<string, number>): EnumSet => ({
  ...names(unknown, { ...COMMANDS, ...values }),
  beside: { bit: IPC_64, name: 'IPC_64' },
});
export const MSG_COMMANDS = commands('MSG_???', { MSG_STAT, MSG_INFO, MSG_STAT_ANY });
export const SHM_COMMANDS = commands('SHM_???', {
  SHM_LOCK,
  SHM_UNLOCK,
  SHM_STAT,
  SHM_INFO,
  SHM_STAT_ANY,
});
export const SEM_COMMANDS = commands('SEM_???', {
  GETPID,
  GETVAL,
  GETALL,
  GETNCNT,
  GETZCNT,
  SETVAL,
  SETALL,
  SEM_STAT,
  SEM_INFO,
  SEM_STAT_ANY,
});

/** struct ipc64_perm, which each of the structures below begins with. */
const PERM = [
  ['key', 'i32'],
  ['uid', 'u32'],
  ['gid', 'u32'],
  ['cuid', 'u32'],
  ['cgid', 'u32'],
  ['mode', 'u32'],
  ['seq', 'u16'],
  ['__pad2', 'u16'],
  ['__reserved', 'u64', 2],
] as const;
export const IPC_PERM = struct('ipc64_perm', PERM);

/** What follows struct ipc64_perm in struct shmid64_ds. */
const SHM = [
  ['shm_segsz', 'u64'],
  ['shm_atime', 'i64'],
  ['shm_dtime', 'i64'],
  ['shm_ctime', 'i64'],
  ['shm_cpid', 'i32'],
  ['shm_lpid', 'i32'],
  ['shm_nattch', 'u64'],
  ['__unused', 'u64', 2],
] as const;
export const SHMID_DS = struct('shmid64_ds', SHM);

/** What follows struct ipc64_perm in struct semid64_ds. */
const SEM = [
  ['sem_otime', 'i64'],
  ['__unused1', 'u64'],
  ['sem_ctime', 'i64'],
  ['__unused2', 'u64'],
  ['sem_nsems', 'u64'],
  ['__unused3', 'u64', 2],
] as const;
export const SEMID_DS = struct('semid64_ds', SEM);

/** What follows struct ipc64_perm in struct msqid64_ds. */
const MSQ = [
  ['msg_stime', 'i64'],
  ['msg_rtime', 'i64'],
  ['msg_ctime', 'i64'],
  ['msg_cbytes', 'u64'],
  ['msg_qnum', 'u64'],
  ['msg_qbytes', 'u64'],
  ['msg_lspid', 'i32'],
  ['msg_lrpid', 'i32'],
  ['__unused', 'u64', 2],
] as const;
export const MSQID_DS = struct('msqid64_ds', MSQ);

export const SHMINFO = struct('shminfo64', [
  ['shmmax', 'u64'],
  ['shmmin', 'u64'],
  ['shmmni', 'u64'],
  ['shmseg', 'u64'],
  ['shmall', 'u64'],
  ['__unused', 'u64', 4],
]);

export const SHM_USAGE = struct('shm_info', [
  ['used_ids', 'i32'],
  ['shm_tot', 'u64'],
  ['shm_rss', 'u64'],
  ['shm_swp', 'u64'],
  ['swap_attempts', 'u64'],
  ['swap_successes', 'u64'],
]);

export const SEMINFO = struct('seminfo', [
  ['semmap', 'i32'],
  ['semmni', 'i32'],
  ['semmns', 'i32'],
  ['semmnu', 'i32'],
  ['semmsl', 'i32'],
  ['semopm', 'i32'],
  ['semume', 'i32'],
  ['semusz', 'i32'],
  ['semvmx', 'i32'],
  ['semaem', 'i32'],
]);

export const MSGINFO = struct('msginfo', [
  ['msgpool', 'i32'],
  ['msgmap', 'i32'],
  ['msgmax', 'i32'],
  ['msgmnb', 'i32'],
  ['msgmni', 'i32'],
  ['msgssz', 'i32'],
  ['msgtql', 'i32'],
  ['msgseg', 'u16'],
]);

/** struct sembuf. */
export const SEMBUF = struct('sembuf', [
  ['sem_num', 'u16'],
  ['sem_op', 'i16'],
  ['sem_flg', 'i16'],
]);

/** The whole structures as the calls store them, and as IPC_SET reads them. */
export const SHMID64 = struct('shmid64_ds', [...PERM, ...SHM]);
export const SHMID64_SET = struct('shmid64_ds', [...PERM, ...SHM]);
export const SEMID64 = struct('semid64_ds', [...PERM, ...SEM]);
export const SEMID64_SET = struct('semid64_ds', [...PERM, ...SEM]);
export const MSQID64 = struct('msqid64_ds', [...PERM, ...MSQ]);
export const MSQID64_SET = struct('msqid64_ds', [...PERM, ...MSQ]);

/** POSIX message queues: linux/mqueue.h. */
export const MQ_ATTR = struct('mq_attr', [
  ['mq_flags', 'i64'],
  ['mq_maxmsg', 'i64'],
  ['mq_msgsize', 'i64'],
  ['mq_curmsgs', 'i64'],
  ['__reserved', 'i64', 4],
]);
