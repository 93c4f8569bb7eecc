/* cut: XCU cut, options -b -c -f with -d and -s. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
  long from, to;
} ranges[128];
static int count;

static void parse(char *s) {
  for (char *one; (one = strsep(&s, ", ")) && count < 128; count++) {
    char *end = one;
    ranges[count].from = *one == '-' ? 1 : strtol(one, &end, 10);
    ranges[count].to = *end != '-' ? ranges[count].from : end[1] ? strtol(end + 1, &end, 10) : 0x7fffffff;
    if (ranges[count].from < 1 || ranges[count].to < ranges[count].from) {
      fprintf(stderr, "cut: invalid field range\n");
      exit(1);
    }
  }
}

static int wanted(long n) {
  for (int i = 0; i < count; i++)
    if (n >= ranges[i].from && n <= ranges[i].to) return 1;
  return 0;
}

int main(int argc, char **argv) {
  int c, fields = 0, delimiter = '\t', only = 0, failed = 0;
  while ((c = getopt(argc, argv, "b:c:f:d:sn")) != -1) switch (c) {
    case 'f': fields = 1; parse(optarg); break;
    case 'b': case 'c': parse(optarg); break;
    case 'd': delimiter = (unsigned char)*optarg; break;
    case 's': only = 1; break;
    case 'n': break;
    default: return 1;
    }
  if (!count) {
    fprintf(stderr, "cut: you must specify a list of bytes, characters, or fields\n");
    return 1;
  }
  char *line = 0;
  size_t room = 0;
  for (int i = optind; i < argc || i == optind; i++) {
    const char *name = i < argc ? argv[i] : "-";
    FILE *f = strcmp(name, "-") ? fopen(name, "r") : stdin;
    if (!f) {
      fprintf(stderr, "cut: %s: %s\n", name, strerror(errno));
      failed = 1;
      continue;
    }
    for (ssize_t got; (got = getline(&line, &room, f)) >= 0;) {
      size_t n = (size_t)got - (got > 0 && line[got - 1] == '\n');
      if (fields && !memchr(line, delimiter, n)) {
        if (!only) printf("%.*s\n", (int)n, line);
        continue;
      }
      long at = 1;
      int some = 0;
      for (size_t k = 0, start = 0; k <= n; k++) {
        if (fields) {
          if (k < n && (unsigned char)line[k] != delimiter) continue;
          if (wanted(at++)) {
            if (some++) putchar(delimiter);
            fwrite(line + start, 1, k - start, stdout);
          }
          start = k + 1;
        } else if (k < n && wanted(at++))
          putchar(line[k]);
      }
      putchar('\n');
    }
    if (f != stdin) fclose(f);
  }
  return failed;
}
