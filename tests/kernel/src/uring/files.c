/* Opening, writing, reading, closing through a ring. */
#include "ring.h"
int main(int argc, char **argv, char **envp) {
  char buf[64] = {0};
  static char st[256] __attribute__((aligned(8)));
  setup(8);
  say("fd %d entries %d %d mask %d\n", ring > 0, prm.sq_entries, prm.cq_entries, *AT(prm.sq_off.ring_mask));
  put(IORING_OP_NOP, -1, 0, 0, 0, 1);
  enter(1, 1);
  take();
  put(IORING_OP_OPENAT, AT_FDCWD, "file", 0644, 0, 2)->open_flags = O_RDWR | O_CREAT;
  enter(1, 1);
  take();
  int fd = ring + 1;
  put(IORING_OP_WRITE, fd, "hello ", 6, 0, 3);
  put(IORING_OP_WRITE, fd, "world", 5, 6, 4);
  enter(2, 2);
  take();
  /* What waits for the disk or changes names is done by the kernel's own threads, in no order: one at a time.
   */
  put(IORING_OP_FSYNC, fd, 0, 0, 0, 5);
  enter(1, 1);
  take();
  put(IORING_OP_READ, fd, buf, 64, 0, 6);
  enter(1, 1);
  take();
  say("%s\n", buf);
  struct {
    void *p;
    long n;
  } v[2] = {{buf, 3}, {buf + 32, 8}};
  memset(buf, 0, 64);
  put(IORING_OP_READV, fd, v, 2, 1, 7);
  enter(1, 1);
  take();
  say("%s %s\n", buf, buf + 32);
  put(IORING_OP_WRITEV, fd, v, 2, 20, 8);
  enter(1, 1);
  take();
  put(IORING_OP_READ, fd, buf, 4, -1, 9);
  put(IORING_OP_READ, fd, buf, 4, -1, 10)->flags = 0;
  enter(2, 2);
  take();
  say("pos %ld\n", K(lseek, fd, 0, 1));
  put(IORING_OP_STATX, AT_FDCWD, "file", 0x7ff, (long)&st, 11);
  enter(1, 1);
  take();
  say("size %lu\n", *(uint64_t *)(st + 40));
  put(IORING_OP_READ, 99, buf, 4, 0, 12);
  put(IORING_OP_READ, fd, (void *)8, 4, 0, 13);
  put(77, fd, 0, 0, 0, 14);
  enter(3, 3);
  take();
  put(IORING_OP_OPENAT, AT_FDCWD, "none/x", 0, 0, 15);
  enter(1, 1);
  take();
  put(IORING_OP_CLOSE, fd, 0, 0, 0, 16);
  enter(1, 1);
  take();
  say("closed %e\n", K(fcntl, fd, F_GETFD));
  put(IORING_OP_MKDIRAT, AT_FDCWD, "d", 0700, 0, 17);
  enter(1, 1);
  take();
  put(IORING_OP_RENAMEAT, AT_FDCWD, "file", AT_FDCWD, (long)"d/f", 18);
  enter(1, 1);
  take();
  put(IORING_OP_UNLINKAT, AT_FDCWD, "d/f", 0, 0, 19);
  enter(1, 1);
  take();
  put(IORING_OP_UNLINKAT, AT_FDCWD, "d", 0, 0, 20)->unlink_flags = 0x200;
  enter(1, 1);
  take();
  enter(0, 0);
  enter(5, 0);
  say("%e %e %e\n", K(io_uring_enter, 99, 0, 0, 0, 0, 0), K(io_uring_enter, 1, 0, 0, 0, 0, 0),
      K(io_uring_enter, ring, 0, 0, 1 << 20, 0, 0));
  struct io_uring_params bad = {0};
  say("%e %e %e\n", K(io_uring_setup, 0, &bad), K(io_uring_setup, 40000, &bad), K(io_uring_setup, 4, 8));
  bad.flags = 1u << 31;
  say("%e\n", K(io_uring_setup, 4, &bad));
  return 0;
}
