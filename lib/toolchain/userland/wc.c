/* wc: XCU wc, options -l -w -c -m. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct counts {
  long lines, words, bytes;
};

static int lines, words, bytes, width = 1;

static void show(const struct counts *c, const char *name) {
  const char *gap = "";
  if (lines) printf("%*ld", width, c->lines), gap = " ";
  if (words) printf("%s%*ld", gap, width, c->words), gap = " ";
  if (bytes) printf("%s%*ld", gap, width, c->bytes);
  if (name) printf(" %s", name);
  putchar('\n');
}

static int count(int fd, struct counts *c) {
  static char buffer[65536];
  ssize_t got;
  int inside = 0;
  while ((got = read(fd, buffer, sizeof buffer)) > 0) {
    c->bytes += got;
    for (ssize_t i = 0; i < got; i++) {
      unsigned char b = (unsigned char)buffer[i];
      c->lines += b == '\n';
      if (isspace(b)) inside = 0;
      else if (!inside && isprint(b)) {
        inside = 1;
        c->words++;
      }
    }
  }
  return got < 0;
}

int main(int argc, char **argv) {
  struct counts total = { 0, 0, 0 };
  int c, failed = 0;
  while ((c = getopt(argc, argv, "lwcm")) != -1) switch (c) {
    case 'l': lines = 1; break;
    case 'w': words = 1; break;
    case 'c': case 'm': bytes = 1; break;
    default: return 1;
    }
  if (!(lines | words | bytes)) lines = words = bytes = 1;
  /* Columns are as wide as the sizes of all files; 7 where one is not known. */
  long sum = 0;
  struct stat st;
  for (int i = optind; i < argc || i == optind; i++) {
    int known = i < argc && strcmp(argv[i], "-") ? !stat(argv[i], &st) : !fstat(0, &st);
    if (known && S_ISREG(st.st_mode)) sum += st.st_size;
    else if (known) width = 7;
  }
  int k = 1;
  for (long n = sum; n >= 10; n /= 10) k++;
  if (k > width) width = k;
  if (argc - optind < 2 && lines + words + bytes == 1) width = 1;
  for (int i = optind; i < argc || i == optind; i++) {
    struct counts one = { 0, 0, 0 };
    const char *name = i < argc ? argv[i] : 0;
    int fd = name && strcmp(name, "-") ? open(name, O_RDONLY) : 0;
    if (fd < 0) {
      fprintf(stderr, "wc: %s: %s\n", name, strerror(errno));
      failed = 1;
      continue;
    }
    if (count(fd, &one)) {
      fprintf(stderr, "wc: %s: %s\n", name ? name : "-", strerror(errno));
      failed = 1;
    }
    if (fd) close(fd);
    show(&one, name);
    total.lines += one.lines;
    total.words += one.words;
    total.bytes += one.bytes;
  }
  if (argc - optind > 1) show(&total, "total");
  return failed;
}
