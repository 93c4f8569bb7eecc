/* head: XCU head, options -n -c -q -v and -NUMBER. */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  long n = 10;
  int c, by_bytes = 0, quiet = 0, always = 0, failed = 0;
  if (argc > 1 && argv[1][0] == '-' && isdigit((unsigned char)argv[1][1])) {
    n = atol(argv[1] + 1);
    argv[1] = argv[0];
    argv++;
    argc--;
  }
  while ((c = getopt(argc, argv, "n:c:qv")) != -1) switch (c) {
    case 'c': by_bytes = 1; n = atol(optarg); break;
    case 'n': by_bytes = 0; n = atol(optarg); break;
    case 'q': quiet = 1; break;
    case 'v': always = 1; break;
    default: return 1;
    }
  int titles = always || (!quiet && argc - optind > 1), some = 0;
  for (int i = optind; i < argc || i == optind; i++) {
    const char *name = i < argc ? argv[i] : "-";
    FILE *f = strcmp(name, "-") ? fopen(name, "r") : stdin;
    if (!f) {
      fprintf(stderr, "head: cannot open '%s' for reading: %s\n", name, strerror(errno));
      failed = 1;
      continue;
    }
    if (titles) printf("%s==> %s <==\n", some ? "\n" : "", f == stdin ? "standard input" : name);
    some = 1;
    for (long left = n; left > 0 && (c = getc(f)) != EOF;) {
      putchar(c);
      left -= by_bytes || c == '\n';
    }
    if (f != stdin) fclose(f);
  }
  return failed;
}
