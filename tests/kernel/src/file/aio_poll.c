// IOCB_CMD_POLL: io_submit waits for descriptors as poll does.
#include "hosted.h"

#include <linux/aio_abi.h>
#include <poll.h>
#include <sys/eventfd.h>

static aio_context_t ctx;

static long submit(struct iocb *one) {
  struct iocb *list[] = {one};
  return syscall(SYS_io_submit, ctx, 1, list);
}

static void events(int least, long ms) {
  struct io_event got[4];
  struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
  long n = syscall(SYS_io_getevents, ctx, least, 4, got, &wait);
  SAY("%ld events", n);
  for (long i = 0; i < n; i++) SAY(" %lld:%llx", (long long)got[i].data, (long long)got[i].res);
  SAY("\n");
}

int main(void) {
  TRY(syscall(SYS_io_setup, 8, &ctx));
  int pipes[2];
  pipe(pipes);
  struct iocb in = {.aio_data = 1, .aio_lio_opcode = IOCB_CMD_POLL, .aio_fildes = pipes[0], .aio_buf = POLLIN};
  struct iocb out = {.aio_data = 2, .aio_lio_opcode = IOCB_CMD_POLL, .aio_fildes = pipes[1], .aio_buf = POLLOUT};
  TRY(submit(&in));
  events(0, 0);
  TRY(submit(&out));
  events(1, 1000);
  write(pipes[1], "x", 1);
  events(1, 1000);
  events(0, 0);
  TRY(submit(&in));
  events(1, 1000);
  char byte;
  read(pipes[0], &byte, 1);

  // A child's write completes it while its parent waits.
  TRY(submit(&in));
  pid_t child = fork();
  if (child == 0) {
    nap(20);
    write(pipes[1], "y", 1);
    _exit(0);
  }
  events(1, 60000);
  reap(child);
  read(pipes[0], &byte, 1);

  // The other end goes: POLLHUP is told unasked.
  in.aio_buf = POLLPRI;
  int told = eventfd(0, EFD_NONBLOCK);
  in.aio_flags = IOCB_FLAG_RESFD, in.aio_resfd = told;
  TRY(submit(&in));
  close(pipes[1]);
  events(1, 1000);
  uint64_t count = 0;
  read(told, &count, 8);
  SAY("told %d\n", (int)count);

  int more[2];
  pipe(more);
  struct iocb waits = {.aio_data = 3, .aio_lio_opcode = IOCB_CMD_POLL, .aio_fildes = more[0], .aio_buf = POLLIN};
  TRY(submit(&waits));
  struct io_event got;
  TRY(syscall(SYS_io_cancel, ctx, &waits, &got));
  events(1, 1000);
  TRY(syscall(SYS_io_cancel, ctx, &waits, &got));

  struct iocb bad = waits;
  bad.aio_buf = 0x10000;
  TRY(submit(&bad));
  bad.aio_buf = POLLIN, bad.aio_offset = 1;
  TRY(submit(&bad));
  bad.aio_offset = 0, bad.aio_nbytes = 1;
  TRY(submit(&bad));
  bad.aio_nbytes = 0, bad.aio_fildes = open("/proc/self/exe", O_RDONLY);
  TRY(submit(&bad));
  bad.aio_fildes = 99;
  TRY(submit(&bad));
  TRY(submit(&waits));
  TRY(syscall(SYS_io_destroy, ctx));
  write(more[1], "z", 1);
  return 0;
}
