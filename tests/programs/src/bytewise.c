/* Writes one byte at a time, as many as the argument says. */
#include "sys.h"

void start(u64 *stack) {
  char *text = (char *)stack[2];
  long n = 0;
  while (*text) n = n * 10 + (*text++ - '0');
  for (long i = 0; i < n; i++) write(1, i % 64 == 63 ? "\n" : ".", 1);
  exit(0);
}
