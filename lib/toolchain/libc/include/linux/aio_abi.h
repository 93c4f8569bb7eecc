/* io_setup(2). */
#ifndef _LINUX_AIO_ABI_H
#define _LINUX_AIO_ABI_H

#include <linux/types.h>
#define IOCB_FLAG_RESFD 1
#define IOCB_FLAG_IOPRIO 2
#define IOCB_CMD_PREAD 0
#define IOCB_CMD_PWRITE 1
#define IOCB_CMD_FSYNC 2
#define IOCB_CMD_FDSYNC 3
#define IOCB_CMD_POLL 5
#define IOCB_CMD_NOOP 6
#define IOCB_CMD_PREADV 7
#define IOCB_CMD_PWRITEV 8
typedef __kernel_ulong_t aio_context_t;
struct io_event {
  __u64 data, obj;
  __s64 res, res2;
};
struct iocb {
  __u64 aio_data;
  __u32 aio_key;
  int aio_rw_flags;
  __u16 aio_lio_opcode;
  __s16 aio_reqprio;
  __u32 aio_fildes;
  __u64 aio_buf, aio_nbytes;
  __s64 aio_offset;
  __u64 aio_reserved2;
  __u32 aio_flags, aio_resfd;
};

#endif
