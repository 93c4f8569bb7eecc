/* Copies standard input to standard output, and says on standard error how much it was. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  char buf[100];
  long n, calls = 0;
  while ((n = read(0, buf, sizeof buf)) > 0) {
    for (long at = 0; at < n;) at += write(1, buf + at, n - at);
    calls++;
  }
  write(2, "done\n", 5);
  exit((int)calls);
}
