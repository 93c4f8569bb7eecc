/* Writing to a pipe that nobody reads ends the program. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  int fds[2];
  pipe(fds);
  close(fds[0]);
  show("write", write(fds[1], "x", 1));
  exit(0);
}
