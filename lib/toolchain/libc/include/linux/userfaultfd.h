/* userfaultfd(2). */
#ifndef _LINUX_USERFAULTFD_H
#define _LINUX_USERFAULTFD_H

#include <linux/types.h>
#define USERFAULTFD_IOC 170
#define UFFD_API 170
#define UFFD_API_REGISTER_MODES 7
#define UFFD_API_FEATURES 0x1fff
#define UFFD_API_IOCTLS (-9223372036854775805)
#define UFFD_API_RANGE_IOCTLS 220
#define UFFD_API_RANGE_IOCTLS_BASIC 204
#define _UFFDIO_REGISTER 0
#define _UFFDIO_UNREGISTER 1
#define _UFFDIO_WAKE 2
#define _UFFDIO_COPY 3
#define _UFFDIO_ZEROPAGE 4
#define _UFFDIO_WRITEPROTECT 6
#define _UFFDIO_CONTINUE 7
#define _UFFDIO_API 63
#define UFFDIO 170
#define UFFD_EVENT_PAGEFAULT 18
#define UFFD_EVENT_FORK 19
#define UFFD_EVENT_REMAP 20
#define UFFD_EVENT_REMOVE 21
#define UFFD_EVENT_UNMAP 22
#define UFFD_PAGEFAULT_FLAG_WRITE 1
#define UFFD_PAGEFAULT_FLAG_WP 2
#define UFFD_PAGEFAULT_FLAG_MINOR 4
#define UFFD_FEATURE_PAGEFAULT_FLAG_WP 1
#define UFFD_FEATURE_EVENT_FORK 2
#define UFFD_FEATURE_EVENT_REMAP 4
#define UFFD_FEATURE_EVENT_REMOVE 8
#define UFFD_FEATURE_MISSING_HUGETLBFS 16
#define UFFD_FEATURE_MISSING_SHMEM 32
#define UFFD_FEATURE_EVENT_UNMAP 64
#define UFFD_FEATURE_SIGBUS 128
#define UFFD_FEATURE_THREAD_ID 0x100
#define UFFD_FEATURE_MINOR_HUGETLBFS 0x200
#define UFFD_FEATURE_MINOR_SHMEM 0x400
#define UFFD_FEATURE_EXACT_ADDRESS 0x800
#define UFFD_FEATURE_WP_HUGETLBFS_SHMEM 0x1000
#define UFFDIO_REGISTER_MODE_MISSING 1
#define UFFDIO_REGISTER_MODE_WP 2
#define UFFDIO_REGISTER_MODE_MINOR 4
#define UFFDIO_COPY_MODE_DONTWAKE 1
#define UFFDIO_COPY_MODE_WP 2
#define UFFDIO_ZEROPAGE_MODE_DONTWAKE 1
#define UFFDIO_WRITEPROTECT_MODE_WP 1
#define UFFDIO_WRITEPROTECT_MODE_DONTWAKE 2
#define UFFDIO_CONTINUE_MODE_DONTWAKE 1
#define UFFD_USER_MODE_ONLY 1
struct uffdio_api {
  __u64 api, features, ioctls;
};
struct uffdio_range {
  __u64 start, len;
};
struct uffdio_register {
  struct uffdio_range range;
  __u64 mode, ioctls;
};
struct uffdio_copy {
  __u64 dst, src, len, mode;
  __s64 copy;
};
struct uffdio_zeropage {
  struct uffdio_range range;
  __u64 mode;
  __s64 zeropage;
};
struct uffd_msg {
  __u8 event, reserved1;
  __u16 reserved2;
  __u32 reserved3;
  union {
    struct {
      __u64 flags, address;
      union { __u32 ptid; } feat;
    } pagefault;
    struct { __u32 ufd; } fork;
    struct { __u64 from, to, len; } remap;
    struct { __u64 start, end; } remove;
    struct { __u64 reserved1, reserved2, reserved3; } reserved;
  } arg;
} __attribute__((packed));

#endif
