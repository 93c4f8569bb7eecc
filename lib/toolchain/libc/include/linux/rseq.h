/* rseq(2). */
#ifndef _LINUX_RSEQ_H
#define _LINUX_RSEQ_H

#include <linux/types.h>
#define RSEQ_CPU_ID_UNINITIALIZED (-1)
#define RSEQ_CPU_ID_REGISTRATION_FAILED (-2)
#define RSEQ_FLAG_UNREGISTER 1
#define RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT_BIT 0
#define RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL_BIT 1
#define RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE_BIT 2
#define RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT 1
#define RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL 2
#define RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE 4
struct rseq_cs {
  __u32 version, flags;
  __u64 start_ip, post_commit_offset, abort_ip;
} __attribute__((aligned(32)));
struct rseq {
  __u32 cpu_id_start, cpu_id;
  __u64 rseq_cs;
  __u32 flags;
} __attribute__((aligned(32)));

#endif
