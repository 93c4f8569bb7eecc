/* C11 7.2.1.1: the text and SIGABRT. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assert_fail(const char *what, const char *file, unsigned line, const char *function) {
  fflush(stdout);
  fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", program_invocation_short_name, file, line, function, what);
  abort();
}
