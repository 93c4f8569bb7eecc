#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first argument: how much of it. */
static inline int number(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "how many?\n");
    exit(2);
  }
  return atoi(argv[1]);
}

/* Ends the program with a message where a call fails. */
static inline int check(int result, const char *what) {
  if (result < 0) {
    printf("%s: %s\n", what, strerror(errno));
    exit(1);
  }
  return result;
}
