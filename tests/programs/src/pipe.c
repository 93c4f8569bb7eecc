/* Ping-pong between parent and child over two pipes; then the end of a pipe when its last writer is gone. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  int there[2], back[2], status = 0;
  char c = 'a';
  show("pipe", pipe(there));
  show("pipe", pipe(back));
  long child = fork();
  if (child == 0) {
    close(there[1]);
    close(back[0]);
    while (read(there[0], &c, 1) == 1) {
      c++;
      write(back[1], &c, 1);
    }
    exit(7);
  }
  close(there[0]);
  close(back[1]);
  for (int i = 0; i < 5; i++) {
    write(there[1], &c, 1);
    show("read", read(back[0], &c, 1));
  }
  show("c", c);
  close(there[1]);
  show("end", read(back[0], &c, 1));
  show("waited", wait4(child, &status, 0, 0) == child);
  show_hex("status", (u64)status);
  show("no more", wait4(-1, &status, 0, 0));
  exit(0);
}
