/* Writes until the filesystem, or the file's own limit, is full; takes it away, and has room again. */
#include "soak.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static char block[65536];

static long fill(const char *name, int *error) {
  int fd = check(open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600), "open");
  long all = 0, n;
  while ((n = write(fd, block, sizeof block)) > 0) all += n;
  *error = errno;
  close(fd);
  return all;
}

int main(int argc, char **argv) {
  int error, megabytes = number(argc, argv);
  struct rlimit limit = {(rlim_t)megabytes << 20, RLIM_INFINITY};
  signal(SIGXFSZ, SIG_IGN);
  check(setrlimit(RLIMIT_FSIZE, &limit), "setrlimit");
  for (int i = 0; i < 3; i++) {
    long all = fill("full", &error);
    printf("%ld bytes, then: %s\n", all, strerror(error));
    check(unlink("full"), "unlink");
  }
}
