/* What the parts of printf share. */
#ifndef STDIO_PRINTF_H
#define STDIO_PRINTF_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { LEFT = 1, PLUS = 2, SPACE = 4, ALTERNATE = 8, ZERO = 16, GROUP = 32 };

/* Where output goes: a stream, or the first `room` bytes of a string. `count` is what would be written in all. */
struct sink {
  FILE *file;
  char *to;
  size_t room;
  size_t count;
  int failed;
};

struct spec {
  int flags, width, precision; /* precision -1: none */
  int length;                  /* one of the letters h l j z t L q, H for hh, 0 */
  char conversion;
  int value, width_at, precision_at; /* 1-based argument positions, 0: the next; -1: no such argument */
};

void __sink(struct sink *, const char *, size_t);
void __sink_pad(struct sink *, char, int);
/* Floating point, in printf_float.c. */
void __print_float(struct sink *, const struct spec *, long double, int is_long);

int __printf_core(struct sink *, const char *, __builtin_va_list);

#endif
