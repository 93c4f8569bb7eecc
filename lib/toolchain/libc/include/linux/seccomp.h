/* seccomp(2). */
#ifndef _LINUX_SECCOMP_H
#define _LINUX_SECCOMP_H

#include <linux/types.h>
#define SECCOMP_MODE_DISABLED 0
#define SECCOMP_MODE_STRICT 1
#define SECCOMP_MODE_FILTER 2
#define SECCOMP_SET_MODE_STRICT 0
#define SECCOMP_SET_MODE_FILTER 1
#define SECCOMP_GET_ACTION_AVAIL 2
#define SECCOMP_GET_NOTIF_SIZES 3
#define SECCOMP_FILTER_FLAG_TSYNC 1
#define SECCOMP_FILTER_FLAG_LOG 2
#define SECCOMP_FILTER_FLAG_SPEC_ALLOW 4
#define SECCOMP_FILTER_FLAG_NEW_LISTENER 8
#define SECCOMP_FILTER_FLAG_TSYNC_ESRCH 16
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV 32
#define SECCOMP_RET_KILL_PROCESS 0x80000000
#define SECCOMP_RET_KILL_THREAD 0
#define SECCOMP_RET_KILL 0
#define SECCOMP_RET_TRAP 0x30000
#define SECCOMP_RET_ERRNO 0x50000
#define SECCOMP_RET_USER_NOTIF 0x7fc00000
#define SECCOMP_RET_TRACE 0x7ff00000
#define SECCOMP_RET_LOG 0x7ffc0000
#define SECCOMP_RET_ALLOW 0x7fff0000
#define SECCOMP_RET_ACTION_FULL 0xffff0000
#define SECCOMP_RET_ACTION 0x7fff0000
#define SECCOMP_RET_DATA 0xffff
#define SECCOMP_USER_NOTIF_FLAG_CONTINUE 1
#define SECCOMP_ADDFD_FLAG_SETFD 1
#define SECCOMP_ADDFD_FLAG_SEND 2
struct seccomp_data {
  int nr;
  __u32 arch;
  __u64 instruction_pointer, args[6];
};
struct seccomp_notif_sizes {
  __u16 seccomp_notif, seccomp_notif_resp, seccomp_data;
};
struct seccomp_notif {
  __u64 id;
  __u32 pid, flags;
  struct seccomp_data data;
};
struct seccomp_notif_resp {
  __u64 id;
  __s64 val;
  __s32 error;
  __u32 flags;
};
struct seccomp_notif_addfd {
  __u64 id;
  __u32 flags, srcfd, newfd, newfd_flags;
};

#endif
