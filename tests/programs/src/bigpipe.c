/* A pipe holds 65,536 bytes: what fits is written at once, and every byte comes out again. */
#include "sys.h"

static u8 in[65536], out[65536];

void start(u64 *stack) {
  (void)stack;
  int fds[2];
  u64 bad = 0;
  pipe(fds);
  for (u64 i = 0; i < sizeof in; i++) in[i] = (u8)(i * 31 >> 3);
  show("F_GETPIPE_SZ", fcntl(fds[0], 1032, 0));
  show("write", write(fds[1], in, sizeof in));
  show("O_NONBLOCK", fcntl(fds[1], 4, 04000));
  show("full", write(fds[1], in, 1));
  show("read", read(fds[0], out, 100));
  show("rest", read(fds[0], out + 100, sizeof out));
  for (u64 i = 0; i < sizeof in; i++) bad += in[i] != out[i];
  show("differ", (i64)bad);
  show("O_NONBLOCK", fcntl(fds[0], 4, 04000));
  show("empty", read(fds[0], out, 1));
  close(fds[1]);
  show("end", read(fds[0], out, 1));
  exit(0);
}
