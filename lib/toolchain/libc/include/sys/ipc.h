/* POSIX <sys/ipc.h>. */
#ifndef _SYS_IPC_H
#define _SYS_IPC_H

#include <sys/types.h>
#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define IPC_NOWAIT 04000
#define IPC_RMID 0
#define IPC_SET 01
#define IPC_STAT 02
#define IPC_INFO 03
#define IPC_PRIVATE 0
struct ipc_perm {
  key_t __key;
  uid_t uid;
  gid_t gid;
  uid_t cuid;
  gid_t cgid;
  mode_t mode;
  unsigned short __seq, __pad;
  unsigned long __unused[2];
};
key_t ftok(const char *, int);

#endif
