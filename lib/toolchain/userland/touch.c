/* touch: XCU touch, options -c -a -m. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int c, create = 1, which = 0, failed = 0;
  while ((c = getopt(argc, argv, "cam")) != -1) switch (c) {
    case 'c': create = 0; break;
    case 'a': which |= 1; break;
    case 'm': which |= 2; break;
    default: return 1;
    }
  struct timespec t[2] = { { 0, which == 2 ? UTIME_OMIT : UTIME_NOW }, { 0, which == 1 ? UTIME_OMIT : UTIME_NOW } };
  for (int i = optind; i < argc; i++) {
    int fd = create ? open(argv[i], O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY, 0666) : -1, error = errno;
    if (fd >= 0 ? futimens(fd, t) : utimensat(AT_FDCWD, argv[i], t, 0)) {
      if (!create && errno == ENOENT) continue;
      fprintf(stderr, "touch: cannot touch '%s': %s\n", argv[i], strerror(create ? error : errno));
      failed = 1;
    }
    if (fd >= 0) close(fd);
  }
  return failed;
}
