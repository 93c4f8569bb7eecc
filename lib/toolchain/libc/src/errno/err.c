/* err(3), error(3): messages that begin with the program's name. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned error_message_count;
int error_one_per_line;
void (*error_print_progname)(void);

static void say(int error, const char *format, va_list args) {
  fprintf(stderr, "%s: ", program_invocation_short_name);
  if (format) vfprintf(stderr, format, args);
  if (error) fprintf(stderr, "%s%s", format ? ": " : "", strerror(error));
  putc('\n', stderr);
}

void vwarn(const char *format, va_list args) { say(errno, format, args); }

void vwarnx(const char *format, va_list args) { say(0, format, args); }

_Noreturn void verr(int status, const char *format, va_list args) {
  say(errno, format, args);
  exit(status);
}

_Noreturn void verrx(int status, const char *format, va_list args) {
  say(0, format, args);
  exit(status);
}

void warn(const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(errno, format, args);
  va_end(args);
}

void warnx(const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(0, format, args);
  va_end(args);
}

_Noreturn void err(int status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  verr(status, format, args);
}

_Noreturn void errx(int status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  verrx(status, format, args);
}

static void say_rest(int status, int number, const char *format, va_list args) {
  vfprintf(stderr, format, args);
  if (number) fprintf(stderr, ": %s", strerror(number));
  putc('\n', stderr);
  error_message_count++;
  if (status) exit(status);
}

void error(int status, int number, const char *format, ...) {
  va_list args;
  fflush(stdout);
  if (error_print_progname)
    error_print_progname();
  else
    fprintf(stderr, "%s: ", program_invocation_name);
  va_start(args, format);
  say_rest(status, number, format, args);
  va_end(args);
}

void error_at_line(int status, int number, const char *file, unsigned line, const char *format, ...) {
  static const char *last_file;
  static unsigned last_line;
  va_list args;
  if (error_one_per_line) {
    if (line == last_line && (file == last_file || (file && last_file && !strcmp(file, last_file)))) return;
    last_file = file;
    last_line = line;
  }
  fflush(stdout);
  if (error_print_progname)
    error_print_progname();
  else
    fprintf(stderr, "%s:", program_invocation_name);
  if (file)
    fprintf(stderr, "%s:%u: ", file, line);
  else
    putc(' ', stderr);
  va_start(args, format);
  say_rest(status, number, format, args);
  va_end(args);
}
