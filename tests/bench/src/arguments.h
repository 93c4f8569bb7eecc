/* How much work: the program's one argument. */
#include "../../programs/src/sys.h"

static long count(u64 *stack) {
  long n = 0;
  for (char *text = (char *)stack[2]; *text; text++) n = n * 10 + (*text - '0');
  return n;
}
