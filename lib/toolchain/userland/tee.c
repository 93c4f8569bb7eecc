/* tee: XCU tee, option -a. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int put(int fd, const char *from, ssize_t n) {
  while (n > 0) {
    ssize_t done = write(fd, from, (size_t)n);
    if (done < 0) return -1;
    from += done;
    n -= done;
  }
  return 0;
}

int main(int argc, char **argv) {
  int c, flags = O_TRUNC, failed = 0, fds[argc], n = 0;
  char buffer[65536];
  ssize_t got;
  while ((c = getopt(argc, argv, "ai")) != -1) {
    if (c == '?') return 1;
    if (c == 'a') flags = O_APPEND;
  }
  fds[n++] = 1;
  for (int i = optind; i < argc; i++) {
    int fd = open(argv[i], O_WRONLY | O_CREAT | flags, 0666);
    if (fd < 0) {
      fprintf(stderr, "tee: %s: %s\n", argv[i], strerror(errno));
      failed = 1;
    } else
      fds[n++] = fd;
  }
  while ((got = read(0, buffer, sizeof buffer)) > 0)
    for (int i = 0; i < n; i++)
      if (put(fds[i], buffer, got)) failed = 1;
  return failed || got < 0;
}
