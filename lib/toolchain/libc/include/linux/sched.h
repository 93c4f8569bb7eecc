/* clone(2). */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <bits/clone.h>
#define CLONE_CLEAR_SIGHAND 0x100000000
#define CLONE_INTO_CGROUP 0x200000000
#define CLONE_ARGS_SIZE_VER0 0x40
#define CLONE_ARGS_SIZE_VER1 0x50
#define CLONE_ARGS_SIZE_VER2 0x58
#define SCHED_NORMAL 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_FLAG_RESET_ON_FORK 0x01
#define SCHED_FLAG_RECLAIM 0x02
#define SCHED_FLAG_DL_OVERRUN 0x04
#define SCHED_FLAG_KEEP_POLICY 0x08
#define SCHED_FLAG_KEEP_PARAMS 0x10
#define SCHED_FLAG_UTIL_CLAMP_MIN 0x20
#define SCHED_FLAG_UTIL_CLAMP_MAX 0x40
#define SCHED_FLAG_KEEP_ALL 24
#define SCHED_FLAG_UTIL_CLAMP 96
#define SCHED_FLAG_ALL 127
struct clone_args {
  unsigned long flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

#endif
