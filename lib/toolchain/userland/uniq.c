/* uniq: XCU uniq, options -c -d -u -i. */
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  int c, counts = 0, doubles = 0, singles = 0, fold = 0;
  while ((c = getopt(argc, argv, "cdui")) != -1) switch (c) {
    case 'c': counts = 1; break;
    case 'd': doubles = 1; break;
    case 'u': singles = 1; break;
    case 'i': fold = 1; break;
    default: return 1;
    }
  for (int i = 0; i < 2; i++)
    if (optind + i < argc && strcmp(argv[optind + i], "-") && !freopen(argv[optind + i], i ? "w" : "r", i ? stdout : stdin)) {
      fprintf(stderr, "uniq: %s: %s\n", argv[optind + i], strerror(errno));
      return 1;
    }
  char *line = 0, *last = 0;
  size_t room = 0;
  long n = 0;
  for (;;) {
    ssize_t got = getline(&line, &room, stdin);
    if (got > 0 && line[got - 1] == '\n') line[got - 1] = 0;
    if (got >= 0 && last && !(fold ? strcasecmp(line, last) : strcmp(line, last))) {
      n++;
      continue;
    }
    if (last && !(doubles && n < 2) && !(singles && n > 1)) {
      if (counts) printf("%7ld ", n);
      puts(last);
    }
    if (got < 0) return 0;
    free(last);
    if (!(last = strdup(line))) return 1;
    n = 1;
  }
}
