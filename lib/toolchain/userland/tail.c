/* tail: XCU tail, options -n -c -q, +NUMBER; what it keeps is all that was read. */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  const char *n = "10";
  int c, by_bytes = 0, quiet = 0, failed = 0, some = 0;
  if (argc > 1 && (argv[1][0] == '-' || argv[1][0] == '+') && isdigit((unsigned char)argv[1][1])) {
    n = argv[1][0] == '-' ? argv[1] + 1 : argv[1];
    argv[1] = argv[0];
    argv++;
    argc--;
  }
  while ((c = getopt(argc, argv, "n:c:q")) != -1) switch (c) {
    case 'c': by_bytes = 1; n = optarg; break;
    case 'n': by_bytes = 0; n = optarg; break;
    case 'q': quiet = 1; break;
    default: return 1;
    }
  int from_start = *n == '+';
  long wanted = labs(atol(n));
  for (int i = optind; i < argc || i == optind; i++) {
    const char *name = i < argc ? argv[i] : "-";
    FILE *f = strcmp(name, "-") ? fopen(name, "r") : stdin;
    if (!f) {
      fprintf(stderr, "tail: cannot open '%s' for reading: %s\n", name, strerror(errno));
      failed = 1;
      continue;
    }
    if (!quiet && argc - optind > 1) printf("%s==> %s <==\n", some ? "\n" : "", f == stdin ? "standard input" : name);
    some = 1;
    char *all = 0;
    size_t size = 0, room = 0, got;
    do {
      if (room - size < 65536 && !(all = realloc(all, room = 2 * room + 65536))) return 1;
      size += got = fread(all + size, 1, room - size, f);
    } while (got);
    size_t start;
    if (from_start) {
      long skip = wanted ? wanted - 1 : 0;
      for (start = 0; start < size && skip; start++) skip -= by_bytes || all[start] == '\n';
    } else {
      long left = wanted;
      for (start = size; start > 0; start--) {
        if (by_bytes ? left == 0 : all[start - 1] == '\n' && start < size && left == 1) break;
        if (!by_bytes && !wanted) break;
        if (by_bytes || (all[start - 1] == '\n' && start < size)) left--;
      }
      if (!wanted) start = size;
    }
    fwrite(all + start, 1, size - start, stdout);
    free(all);
    if (f != stdin) fclose(f);
  }
  return failed;
}
