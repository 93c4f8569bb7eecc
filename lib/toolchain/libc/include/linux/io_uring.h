/* io_uring(7). */
#ifndef _LINUX_IO_URING_H
#define _LINUX_IO_URING_H

#include <linux/time_types.h>
#include <linux/fs.h>
#define IORING_FILE_INDEX_ALLOC 0xffffffff
#define IOSQE_FIXED_FILE 1
#define IOSQE_IO_DRAIN 2
#define IOSQE_IO_LINK 4
#define IOSQE_IO_HARDLINK 8
#define IOSQE_ASYNC 16
#define IOSQE_BUFFER_SELECT 32
#define IOSQE_CQE_SKIP_SUCCESS 64
#define IORING_SETUP_IOPOLL 1
#define IORING_SETUP_SQPOLL 2
#define IORING_SETUP_SQ_AFF 4
#define IORING_SETUP_CQSIZE 8
#define IORING_SETUP_CLAMP 16
#define IORING_SETUP_ATTACH_WQ 32
#define IORING_SETUP_R_DISABLED 64
#define IORING_SETUP_SUBMIT_ALL 128
#define IORING_SETUP_COOP_TASKRUN 0x100
#define IORING_SETUP_TASKRUN_FLAG 0x200
#define IORING_SETUP_SQE128 0x400
#define IORING_SETUP_CQE32 0x800
#define IORING_SETUP_SINGLE_ISSUER 0x1000
#define IORING_SETUP_DEFER_TASKRUN 0x2000
#define IORING_URING_CMD_FIXED 1
#define IORING_FSYNC_DATASYNC 1
#define IORING_TIMEOUT_ABS 1
#define IORING_TIMEOUT_UPDATE 2
#define IORING_TIMEOUT_BOOTTIME 4
#define IORING_TIMEOUT_REALTIME 8
#define IORING_LINK_TIMEOUT_UPDATE 16
#define IORING_TIMEOUT_ETIME_SUCCESS 32
#define IORING_TIMEOUT_CLOCK_MASK 12
#define IORING_TIMEOUT_UPDATE_MASK 18
#define SPLICE_F_FD_IN_FIXED 0x80000000
#define IORING_POLL_ADD_MULTI 1
#define IORING_POLL_UPDATE_EVENTS 2
#define IORING_POLL_UPDATE_USER_DATA 4
#define IORING_POLL_ADD_LEVEL 8
#define IORING_ASYNC_CANCEL_ALL 1
#define IORING_ASYNC_CANCEL_FD 2
#define IORING_ASYNC_CANCEL_ANY 4
#define IORING_ASYNC_CANCEL_FD_FIXED 8
#define IORING_ASYNC_CANCEL_USERDATA 16
#define IORING_ASYNC_CANCEL_OP 32
#define IORING_RECVSEND_POLL_FIRST 1
#define IORING_RECV_MULTISHOT 2
#define IORING_RECVSEND_FIXED_BUF 4
#define IORING_SEND_ZC_REPORT_USAGE 8
#define IORING_NOTIF_USAGE_ZC_COPIED 0x80000000
#define IORING_ACCEPT_MULTISHOT 1
#define IORING_MSG_RING_CQE_SKIP 1
#define IORING_CQE_F_BUFFER 1
#define IORING_CQE_F_MORE 2
#define IORING_CQE_F_SOCK_NONEMPTY 4
#define IORING_CQE_F_NOTIF 8
#define IORING_OFF_SQ_RING 0
#define IORING_OFF_CQ_RING 0x8000000
#define IORING_OFF_SQES 0x10000000
#define IORING_OFF_MMAP_MASK 0xf8000000
#define IORING_SQ_NEED_WAKEUP 1
#define IORING_SQ_CQ_OVERFLOW 2
#define IORING_SQ_TASKRUN 4
#define IORING_CQ_EVENTFD_DISABLED 1
#define IORING_ENTER_GETEVENTS 1
#define IORING_ENTER_SQ_WAKEUP 2
#define IORING_ENTER_SQ_WAIT 4
#define IORING_ENTER_EXT_ARG 8
#define IORING_ENTER_REGISTERED_RING 16
#define IORING_FEAT_SINGLE_MMAP 1
#define IORING_FEAT_NODROP 2
#define IORING_FEAT_SUBMIT_STABLE 4
#define IORING_FEAT_RW_CUR_POS 8
#define IORING_FEAT_CUR_PERSONALITY 16
#define IORING_FEAT_FAST_POLL 32
#define IORING_FEAT_POLL_32BITS 64
#define IORING_FEAT_SQPOLL_NONFIXED 128
#define IORING_FEAT_EXT_ARG 0x100
#define IORING_FEAT_NATIVE_WORKERS 0x200
#define IORING_FEAT_RSRC_TAGS 0x400
#define IORING_FEAT_CQE_SKIP 0x800
#define IORING_FEAT_LINKED_FILE 0x1000
#define IORING_RSRC_REGISTER_SPARSE 1
#define IORING_REGISTER_FILES_SKIP (-2)
#define IO_URING_OP_SUPPORTED 1
#define IOSQE_FIXED_FILE_BIT 0
#define IOSQE_IO_DRAIN_BIT 1
#define IOSQE_IO_LINK_BIT 2
#define IOSQE_IO_HARDLINK_BIT 3
#define IOSQE_ASYNC_BIT 4
#define IOSQE_BUFFER_SELECT_BIT 5
#define IOSQE_CQE_SKIP_SUCCESS_BIT 6
#define IORING_OP_NOP 0
#define IORING_OP_READV 1
#define IORING_OP_WRITEV 2
#define IORING_OP_FSYNC 3
#define IORING_OP_READ_FIXED 4
#define IORING_OP_WRITE_FIXED 5
#define IORING_OP_POLL_ADD 6
#define IORING_OP_POLL_REMOVE 7
#define IORING_OP_SYNC_FILE_RANGE 8
#define IORING_OP_SENDMSG 9
#define IORING_OP_RECVMSG 10
#define IORING_OP_TIMEOUT 11
#define IORING_OP_TIMEOUT_REMOVE 12
#define IORING_OP_ACCEPT 13
#define IORING_OP_ASYNC_CANCEL 14
#define IORING_OP_LINK_TIMEOUT 15
#define IORING_OP_CONNECT 16
#define IORING_OP_FALLOCATE 17
#define IORING_OP_OPENAT 18
#define IORING_OP_CLOSE 19
#define IORING_OP_FILES_UPDATE 20
#define IORING_OP_STATX 21
#define IORING_OP_READ 22
#define IORING_OP_WRITE 23
#define IORING_OP_FADVISE 24
#define IORING_OP_MADVISE 25
#define IORING_OP_SEND 26
#define IORING_OP_RECV 27
#define IORING_OP_OPENAT2 28
#define IORING_OP_EPOLL_CTL 29
#define IORING_OP_SPLICE 30
#define IORING_OP_PROVIDE_BUFFERS 31
#define IORING_OP_REMOVE_BUFFERS 32
#define IORING_OP_TEE 33
#define IORING_OP_SHUTDOWN 34
#define IORING_OP_RENAMEAT 35
#define IORING_OP_UNLINKAT 36
#define IORING_OP_MKDIRAT 37
#define IORING_OP_SYMLINKAT 38
#define IORING_OP_LINKAT 39
#define IORING_OP_MSG_RING 40
#define IORING_OP_FSETXATTR 41
#define IORING_OP_SETXATTR 42
#define IORING_OP_FGETXATTR 43
#define IORING_OP_GETXATTR 44
#define IORING_OP_SOCKET 45
#define IORING_OP_URING_CMD 46
#define IORING_OP_SEND_ZC 47
#define IORING_OP_SENDMSG_ZC 48
#define IORING_OP_LAST 49
#define IORING_MSG_DATA 0
#define IORING_MSG_SEND_FD 1
#define IORING_CQE_BUFFER_SHIFT 16
#define IORING_REGISTER_BUFFERS 0
#define IORING_UNREGISTER_BUFFERS 1
#define IORING_REGISTER_FILES 2
#define IORING_UNREGISTER_FILES 3
#define IORING_REGISTER_EVENTFD 4
#define IORING_UNREGISTER_EVENTFD 5
#define IORING_REGISTER_FILES_UPDATE 6
#define IORING_REGISTER_EVENTFD_ASYNC 7
#define IORING_REGISTER_PROBE 8
#define IORING_REGISTER_PERSONALITY 9
#define IORING_UNREGISTER_PERSONALITY 10
#define IORING_REGISTER_RESTRICTIONS 11
#define IORING_REGISTER_ENABLE_RINGS 12
#define IORING_REGISTER_FILES2 13
#define IORING_REGISTER_FILES_UPDATE2 14
#define IORING_REGISTER_BUFFERS2 15
#define IORING_REGISTER_BUFFERS_UPDATE 16
#define IORING_REGISTER_IOWQ_AFF 17
#define IORING_UNREGISTER_IOWQ_AFF 18
#define IORING_REGISTER_IOWQ_MAX_WORKERS 19
#define IORING_REGISTER_RING_FDS 20
#define IORING_UNREGISTER_RING_FDS 21
#define IORING_REGISTER_PBUF_RING 22
#define IORING_UNREGISTER_PBUF_RING 23
#define IORING_REGISTER_SYNC_CANCEL 24
#define IORING_REGISTER_FILE_ALLOC_RANGE 25
#define IORING_REGISTER_LAST 26
#define IO_WQ_BOUND 0
#define IO_WQ_UNBOUND 1
#define IORING_RESTRICTION_REGISTER_OP 0
#define IORING_RESTRICTION_SQE_OP 1
#define IORING_RESTRICTION_SQE_FLAGS_ALLOWED 2
#define IORING_RESTRICTION_SQE_FLAGS_REQUIRED 3
#define IORING_RESTRICTION_LAST 4
struct io_uring_sqe {
  __u8 opcode, flags;
  __u16 ioprio;
  __s32 fd;
  union {
    __u64 off, addr2;
    struct { __u32 cmd_op, __pad1; };
  };
  union { __u64 addr, splice_off_in; };
  __u32 len;
  union {
    __kernel_rwf_t rw_flags;
    __u32 fsync_flags, poll32_events, sync_range_flags, msg_flags, timeout_flags, accept_flags, cancel_flags, open_flags,
      statx_flags, fadvise_advice, splice_flags, rename_flags, unlink_flags, hardlink_flags, xattr_flags, msg_ring_flags;
    __u16 poll_events;
  };
  __u64 user_data;
  union { __u16 buf_index, buf_group; } __attribute__((packed));
  __u16 personality;
  union {
    __s32 splice_fd_in;
    __u32 file_index;
    struct { __u16 addr_len, __pad3[1]; };
  };
  union {
    struct { __u64 addr3, __pad2[1]; };
    __u8 cmd[0];
  };
};
struct io_uring_cqe {
  __u64 user_data;
  __s32 res;
  __u32 flags;
  __u64 big_cqe[];
};
struct io_sqring_offsets {
  __u32 head, tail, ring_mask, ring_entries, flags, dropped, array, resv1;
  __u64 resv2;
};
struct io_cqring_offsets {
  __u32 head, tail, ring_mask, ring_entries, overflow, cqes, flags, resv1;
  __u64 resv2;
};
struct io_uring_params {
  __u32 sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features, wq_fd, resv[3];
  struct io_sqring_offsets sq_off;
  struct io_cqring_offsets cq_off;
};
struct io_uring_files_update {
  __u32 offset, resv;
  __aligned_u64 fds;
};
struct io_uring_probe_op {
  __u8 op, resv;
  __u16 flags;
  __u32 resv2;
};
struct io_uring_probe {
  __u8 last_op, ops_len;
  __u16 resv;
  __u32 resv2[3];
  struct io_uring_probe_op ops[0];
};
struct io_uring_getevents_arg {
  __u64 sigmask;
  __u32 sigmask_sz, pad;
  __u64 ts;
};

#endif
