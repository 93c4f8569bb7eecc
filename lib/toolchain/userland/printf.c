/* printf: XCU printf. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef BUILTIN
/* What stands before an error: in the shell, its name and the line. */
static void blame(void) {}
#endif

static int failed, stop;
static char **arg;
static int left;

/* One escape at p (after the backslash); prints it and gives what follows. */
static const char *escape(const char *p, int in_argument) {
  static const char from[] = "\\abfnrtv\"'", to[] = "\\\a\b\f\n\r\t\v\"'";
  const char *at;
  if (*p >= '0' && *p < '8') {
    int c = 0, most = in_argument && *p == '0' ? 4 : 3;
    for (int i = 0; i < most && *p >= '0' && *p < '8'; i++) c = c * 8 + (*p++ - '0');
    putchar(c);
    return p;
  }
  if (*p == 'x' && isxdigit((unsigned char)p[1])) {
    int c = 0;
    p++;
    for (int i = 0; i < 2 && isxdigit((unsigned char)*p); i++, p++)
      c = c * 16 + (isdigit((unsigned char)*p) ? *p - '0' : (*p | 32) - 'a' + 10);
    putchar(c);
    return p;
  }
  if (*p == 'c') {
    stop = 1;
    return p + 1;
  }
  if (*p && (at = strchr(from, *p))) {
    putchar(to[at - from]);
    return p + 1;
  }
  putchar('\\');
  return p;
}

static const char *next(void) {
  if (!left) return 0;
  left--;
  return *arg++;
}

static void check(const char *s, const char *end) {
  if (end == s || *end) {
    blame();
    fprintf(stderr, "printf: %s: %s\n", s, end == s ? "expected numeric value" : "not completely converted");
    failed = 1;
  } else if (errno == ERANGE) {
    blame();
    fprintf(stderr, "printf: %s: %s\n", s, strerror(errno));
    failed = 1;
  }
}

static unsigned long integer(int is_signed) {
  const char *s = next();
  char *end;
  if (!s) return 0;
  if (*s == '\'' || *s == '"') return (unsigned char)s[1];
  errno = 0;
  unsigned long n = is_signed || *s == '-' ? (unsigned long)strtol(s, &end, 0) : strtoul(s, &end, 0);
  check(s, end);
  return n;
}

static double real(void) {
  const char *s = next();
  char *end;
  if (!s) return 0;
  if (*s == '\'' || *s == '"') return (unsigned char)s[1];
  errno = 0;
  double x = strtod(s, &end);
  check(s, end);
  return x;
}

/* Prints the format once. */
static void once(const char *p) {
  while (*p && !stop) {
    if (*p == '\\') {
      p = escape(p + 1, 0);
      continue;
    }
    if (*p != '%') {
      putchar(*p++);
      continue;
    }
    if (p[1] == '%') {
      putchar('%');
      p += 2;
      continue;
    }
    char spec[64];
    size_t n = 0;
    int stars[2], star_count = 0;
    spec[n++] = *p++;
    while (*p && strchr("-+ #0", *p) && n < 20) spec[n++] = *p++;
    for (int part = 0; part < 2; part++) {
      if (part) {
        if (*p != '.') break;
        spec[n++] = *p++;
      }
      if (*p == '*') {
        spec[n++] = *p++;
        stars[star_count++] = (int)integer(1);
      } else
        while (isdigit((unsigned char)*p) && n < 40) spec[n++] = *p++;
    }
    char c = *p ? *p++ : 0;
#define SHOW(value) \
  (star_count == 2   ? printf(spec, stars[0], stars[1], value) \
   : star_count == 1 ? printf(spec, stars[0], value) \
                     : printf(spec, value))
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
    switch (c) {
    case 'd': case 'i': case 'o': case 'u': case 'x': case 'X':
      spec[n++] = 'l';
      spec[n++] = c;
      spec[n] = 0;
      SHOW(integer(c == 'd' || c == 'i'));
      break;
    case 'a': case 'A': case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
      spec[n++] = c;
      spec[n] = 0;
      SHOW(real());
      break;
    case 's': {
      const char *s = next();
      spec[n++] = c;
      spec[n] = 0;
      SHOW(s ? s : "");
      break;
    }
    case 'c': {
      const char *s = next();
      spec[n++] = 's';
      spec[n] = 0;
      char one[2] = { s ? *s : 0, 0 };
      SHOW(one);
      break;
    }
    case 'b': {
      const char *s = next();
      for (s = s ? s : ""; *s && !stop;) {
        if (*s == '\\')
          s = escape(s + 1, 1);
        else
          putchar(*s++);
      }
      break;
    }
    default:
      spec[n] = 0;
      blame();
      fprintf(stderr, "printf: %s%c: invalid directive\n", spec, c);
      failed = 1;
      stop = 1;
    }
#pragma GCC diagnostic pop
  }
}

int main(int argc, char **argv) {
  int i = 1;
  failed = stop = 0;
  if (i < argc && !strcmp(argv[i], "--")) i++;
  if (i >= argc) {
    blame();
    fprintf(stderr, "printf: usage: printf format [arg ...]\n");
    return 2;
  }
  const char *format = argv[i];
  arg = argv + i + 1;
  left = argc - i - 1;
  int before;
  do {
    before = left;
    once(format);
  } while (left && left != before && !stop);
  return failed;
}
