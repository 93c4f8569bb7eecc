/* Memory after fork is each process's own; statuses of several children. */
#include "sys.h"

static int shared = 1;

void start(u64 *stack) {
  (void)stack;
  int status;
  long mine = getpid();
  for (int i = 0; i < 3; i++) {
    long child = fork();
    if (child == 0) {
      shared += i;
      show("child sees parent", getppid() == mine);
      show("shared", shared);
      exit(shared * 10);
    }
    long got = wait4(child, &status, 0, 0);
    show("waited", got == child);
    show("status", (status >> 8) & 255);
  }
  show("shared", shared);
  show("WNOHANG", wait4(-1, &status, 1, 0));
  exit(0);
}
