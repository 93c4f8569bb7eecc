/* Writes one byte at a time to /dev/null, as many as the argument says. */
#include "arguments.h"

void start(u64 *stack) {
  long n = count(stack), fd = open("/dev/null", O_WRONLY, 0);
  for (long i = 0; i < n; i++) write(fd, "x", 1);
  exit(0);
}
