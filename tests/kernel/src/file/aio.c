/* Asynchronous input and output: io_setup, io_submit, io_getevents and their kin, with all that can be wrong. */
#include "hosted.h"
#include <linux/aio_abi.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
static long setup(unsigned n, aio_context_t *ctx) { return syscall(SYS_io_setup, n, ctx); }
static long submit(aio_context_t ctx, long n, struct iocb **list) { return syscall(SYS_io_submit, ctx, n, list); }
static long getevents(aio_context_t ctx, long least, long most, struct io_event *e, struct timespec *t) {
  return syscall(SYS_io_getevents, ctx, least, most, e, t);
}
static struct iocb request(int op, int fd, const void *buf, long n, long off, long data) {
  return (struct iocb){.aio_lio_opcode = op, .aio_fildes = fd, .aio_buf = (long)buf, .aio_nbytes = n, .aio_offset = off, .aio_data = data};
}
static struct iocb *known[16];
static void show(struct io_event *e, long n) {
  for (long i = 0; i < n; i++) {
    int which = -1;
    for (int k = 0; k < 16; k++) if ((long)known[k] == (long)e[i].obj) which = k;
    SAY("  data %llx request %d: %lld %lld\n", e[i].data, which, (long long)e[i].res, (long long)e[i].res2);
  }
}
static aio_context_t shared;
static void alarmed(int sig) { SAY("signal %d\n", sig); }
int main(void) {
  aio_context_t ctx = 0, other = 0, used = 5;
  struct io_event e[20];
  char a[20] = "", b[20] = "";
  TRY(setup(0, &ctx)), TRY(setup(5, (void *)8)), TRY(setup(5, &used)), TRY(setup(1u << 30, &ctx)), TRY(setup(70000, &ctx));
  TRY(setup(10, &ctx)), TRY(setup(1, &other));
  SAY("differ %d\n", ctx && other && ctx != other);
  unlink("aio_file");
  int fd = open("aio_file", O_CREAT | O_RDWR, 0600), only = open("aio_file", O_RDONLY), event = eventfd(0, EFD_NONBLOCK);
  struct iovec vec[2] = {{a, 3}, {b, 4}};
  struct iocb r[9] = {
    request(IOCB_CMD_PWRITE, fd, "hello world", 11, 0, 0x123456789abcdef0), request(IOCB_CMD_PREAD, fd, a, 5, 6, 2),
    request(IOCB_CMD_PREADV, fd, vec, 2, 1, 3), request(IOCB_CMD_FSYNC, fd, 0, 0, 0, 4), request(IOCB_CMD_PREAD, fd, b, 5, 100, 5),
    request(IOCB_CMD_PREAD, fd, (void *)8, 5, 0, 6), request(IOCB_CMD_PWRITEV, fd, vec, 2, 20, 7), request(IOCB_CMD_FDSYNC, fd, 0, 0, 0, 8)};
  struct iocb *list[9];
  for (int i = 0; i < 8; i++) known[i] = list[i] = &r[i];
  TRY(submit(ctx, 2, list)), SAY("key %u\n", r[0].aio_key);
  TRY(getevents(ctx, 1, 20, e, 0)), show(e, 2), SAY("read %.5s\n", a);
  TRY(submit(ctx, 1, list + 2)), TRY(submit(ctx, 3, list + 4));
  TRY(getevents(ctx, 2, 2, e, 0)), show(e, 2), SAY("read %.3s %.4s\n", a, b);
  TRY(getevents(ctx, 2, 20, e, 0)), show(e, 2);
  /* These are done by another thread of the kernel. */
  for (int i = 3; i < 8; i += 4) TRY(submit(ctx, 1, list + i)), TRY(getevents(ctx, 1, 20, e, 0)), show(e, 1);
  TRY(getevents(ctx, 0, 20, e, 0)), TRY(getevents(ctx, 1, 20, e, &(struct timespec){0, 1000000})), TRY(getevents(ctx, 1, 20, e, &(struct timespec){0, 0}));
  r[0].aio_flags = IOCB_FLAG_RESFD, r[0].aio_resfd = event, r[1].aio_flags = IOCB_FLAG_RESFD, r[1].aio_resfd = event;
  struct pollfd p = {event, POLLIN, 0};
  TRY(poll(&p, 1, 0)), TRY(submit(ctx, 2, list)), TRY(poll(&p, 1, 0));
  long long count = 0;
  TRY(read(event, &count, 8)), SAY("count %lld\n", count);
  TRY(getevents(ctx, 2, 20, (void *)8, 0)), TRY(getevents(ctx, 2, 20, e, 0));
  SAY("What is refused:\n");
  TRY(submit(0, 1, list)), TRY(submit(ctx, -1, list)), TRY(submit(ctx, 0, list)), TRY(submit(ctx, 1, (void *)8)), TRY(submit(ctx, 1, (struct iocb *[]){(void *)8}));
  r[1].aio_resfd = fd, TRY(submit(ctx, 2, list)), TRY(submit(ctx, 1, list + 1)), r[1].aio_resfd = 99, TRY(submit(ctx, 1, list + 1)), r[1].aio_flags = 0;
  r[1].aio_fildes = 99, TRY(submit(ctx, 1, list + 1)), r[1].aio_fildes = only, r[1].aio_lio_opcode = IOCB_CMD_PWRITE, TRY(submit(ctx, 1, list + 1));
  r[1].aio_lio_opcode = 77, TRY(submit(ctx, 1, list + 1)), r[1].aio_lio_opcode = IOCB_CMD_NOOP, TRY(submit(ctx, 1, list + 1));
  r[1].aio_lio_opcode = IOCB_CMD_PREAD, r[1].aio_offset = -1, TRY(submit(ctx, 1, list + 1)), r[1].aio_offset = 0;
  r[1].aio_reserved2 = 1, TRY(submit(ctx, 1, list + 1)), r[1].aio_reserved2 = 0;
  r[1].aio_buf = -1, TRY(submit(ctx, 1, list + 1)), r[1].aio_buf = (long)a;
  r[3].aio_nbytes = 1, TRY(submit(ctx, 1, list + 3)), r[3].aio_nbytes = 0;
  r[2].aio_nbytes = 2000, TRY(submit(ctx, 1, list + 2));
  TRY(getevents(ctx, -1, 5, e, 0)), TRY(getevents(ctx, 5, 2, e, 0)), TRY(getevents(0, 0, 2, e, 0)), TRY(getevents(ctx, 0, 2, e, (void *)8));
  show(e, getevents(ctx, 0, 20, e, 0));
  TRY(syscall(SYS_io_cancel, ctx, list[0], e)), TRY(syscall(SYS_io_cancel, ctx, 8, e)), TRY(syscall(SYS_io_cancel, 0, list[0], e));
  SAY("Pipes:\n");
  int pipes[2];
  pipe(pipes);
  r[0] = request(IOCB_CMD_PWRITE, pipes[1], "pipe", 4, 0, 1), r[1] = request(IOCB_CMD_PREAD, pipes[0], a, 20, 0, 2);
  TRY(submit(ctx, 2, list)), show(e, TRY(getevents(ctx, 2, 20, e, 0))), SAY("read %.4s\n", a);
  r[3].aio_fildes = pipes[0], TRY(submit(ctx, 1, list + 3));
  getevents(ctx, 0, 20, e, &(struct timespec){0, 50000000});
  SAY("Another process has none:\n");
  shared = ctx;
  pid_t pid = fork();
  if (pid == 0) TRY(submit(shared, 1, list)), _exit(0);
  reap(pid);
  SAY("A signal, and a mask:\n");
  signal(SIGALRM, alarmed);
  setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 20000}}, 0);
  TRY(getevents(ctx, 1, 1, e, 0));
  sigset_t all;
  sigfillset(&all);
  struct { void *mask; long size; } sig = {&all, 8}, bad = {&all, 5};
  setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 20000}}, 0);
  TRY(syscall(SYS_io_pgetevents, ctx, 1L, 1L, e, &(struct timespec){0, 60000000}, &sig));
  TRY(syscall(SYS_io_pgetevents, ctx, 0L, 1L, e, 0L, &bad)), TRY(syscall(SYS_io_pgetevents, ctx, 0L, 1L, e, 0L, 8L)), TRY(syscall(SYS_io_pgetevents, ctx, 0L, 1L, e, 0L, 0L));
  TRY(syscall(SYS_io_destroy, other)), TRY(syscall(SYS_io_destroy, other)), TRY(syscall(SYS_io_destroy, ctx)), TRY(submit(ctx, 1, list));
  unlink("aio_file");
}
