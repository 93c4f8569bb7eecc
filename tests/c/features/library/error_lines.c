/* error and error_at_line: name, place, message and error, counted. */
#define _GNU_SOURCE
#include <errno.h>
#include <error.h>
#include <stdio.h>

static void program(void) { fputs("<prog> ", stderr); }

int main(void) {
  stderr = stdout;
  error(0, 0, "plain %d", 1);
  error(0, ENOENT, "with an error");
  error_at_line(0, 0, "file.c", 12, "at a line, %s", "said");
  error_at_line(0, EACCES, "file.c", 12, "again");
  error_at_line(0, 0, NULL, 3, "no file");
  error_one_per_line = 1;
  error_at_line(0, 0, "other.c", 5, "first of line 5");
  error_at_line(0, 0, "other.c", 5, "second of line 5");
  error_at_line(0, 0, "other.c", 6, "line 6");
  error_print_progname = program;
  error(0, 0, "its own name");
  error_at_line(0, 0, "file.c", 1, "its own name");
  printf("%u\n", error_message_count);
  error_at_line(3, EPERM, "file.c", 2, "the last");
}
