/* seq: coreutils' seq, options -s -w -f. */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int places(const char *s) {
  const char *dot = strchr(s, '.');
  return dot ? (int)strcspn(dot + 1, "eE") : 0;
}

static long double number(const char *s) {
  char *end;
  long double x = strtold(s, &end);
  if (end == s || *end) {
    fprintf(stderr, "seq: invalid floating point argument: '%s'\n", s);
    exit(1);
  }
  return x;
}

int main(int argc, char **argv) {
  const char *separator = "\n", *format = 0;
  int i = 1, equal = 0;
  for (; i < argc && argv[i][0] == '-' && argv[i][1] && strchr("swf", argv[i][1]); i++) {
    if (argv[i][1] == 'w') equal = 1;
    else if (i + 1 < argc || argv[i][2]) {
      const char *value = argv[i][2] ? argv[i] + 2 : argv[i + 1];
      if (argv[i][1] == 's') separator = value;
      else format = value;
      i += !argv[i][2];
    }
  }
  int n = argc - i;
  if (n < 1 || n > 3) {
    fprintf(stderr, n < 1 ? "seq: missing operand\n" : "seq: extra operand '%s'\n", argv[argc - 1]);
    return 1;
  }
  const char *first_text = n > 1 ? argv[i] : "1", *step_text = n > 2 ? argv[i + 1] : "1", *last_text = argv[argc - 1];
  long double first = number(first_text), step = number(step_text), last = number(last_text);
  int digits = places(first_text) > places(step_text) ? places(first_text) : places(step_text), width = 0;
  if (step == 0) {
    fprintf(stderr, "seq: invalid Zero increment value: '%s'\n", step_text);
    return 1;
  }
  if (equal) {
    int a = snprintf(0, 0, "%.*Lf", digits, first), b = snprintf(0, 0, "%.*Lf", digits, last);
    width = a > b ? a : b;
  }
  int some = 0;
  for (long k = 0;; k++) {
    long double x = first + (long double)k * step;
    /* What prints as the last value counts, though the sum passed it by rounding. */
    if (step > 0 ? x > last + step * 1e-12L : x < last + step * 1e-12L) break;
    if (some++) fputs(separator, stdout);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (format) {
      char with[256];
      size_t m = strcspn(format, "aefgAEFG");
      snprintf(with, sizeof with, "%.*sL%s", (int)m, format, format + m);
      printf(with, x);
    } else
#pragma GCC diagnostic pop
      printf("%0*.*Lf", width, digits, x);
  }
  if (some) putchar('\n');
  return 0;
}
