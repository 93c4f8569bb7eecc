/* C11 7.21.10.4: one write of "text: error". */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>

void perror(const char *text) {
  int error = errno;
  char buffer[32]; /* strerror's own stays as it is */
  const char *message = strerror_r(error, buffer, sizeof buffer);
  if (text && *text)
    fprintf(stderr, "%s: %s\n", text, message);
  else
    fprintf(stderr, "%s\n", message);
  errno = error;
}
