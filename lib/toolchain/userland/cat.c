/* cat: XCU cat, with GNU's -n -b -s -E. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int number, nonblank, squeeze, ends, failed;
static long count;

static int copy(int fd, const char *name) {
  static char buffer[131072];
  ssize_t got;
  while ((got = read(fd, buffer, sizeof buffer)) > 0)
    for (ssize_t done = 0; done < got;) {
      ssize_t n = write(1, buffer + done, (size_t)(got - done));
      if (n < 0) {
        fprintf(stderr, "cat: write error: %s\n", strerror(errno));
        exit(1);
      }
      done += n;
    }
  if (got < 0) fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
  return got < 0;
}

static int decorate(int fd, const char *name) {
  static int last = '\n', blank;
  FILE *f = fdopen(fd, "r");
  int c;
  if (!f) return 1;
  while ((c = getc(f)) != EOF) {
    if (last == '\n') {
      if (c == '\n' && blank++ && squeeze) continue;
      if (c != '\n') blank = 0;
      if (nonblank ? c != '\n' : number) printf("%6ld\t", ++count);
    }
    if (c == '\n' && ends) putchar('$');
    putchar(c);
    last = c;
  }
  int bad = ferror(f);
  if (bad) fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
  fclose(f);
  return bad;
}

int main(int argc, char **argv) {
  int c;
  while ((c = getopt(argc, argv, "nbsEu")) != -1) switch (c) {
    case 'n': number = 1; break;
    case 'b': nonblank = 1; break;
    case 's': squeeze = 1; break;
    case 'E': ends = 1; break;
    case 'u': break;
    default: return 1;
    }
  int plain = !(number | nonblank | squeeze | ends);
  for (int i = optind; i < argc || i == optind; i++) {
    const char *name = i < argc ? argv[i] : "-";
    int fd = strcmp(name, "-") ? open(name, O_RDONLY) : 0;
    if (fd < 0) {
      fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
      failed = 1;
      continue;
    }
    failed |= plain ? copy(fd, name) : decorate(fd, name);
    if (plain && fd) close(fd);
  }
  return failed;
}
