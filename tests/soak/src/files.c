/* So many files open at once, each with a name and contents of its own. */
#include "soak.h"
#include <fcntl.h>
#include <sys/resource.h>

int main(int argc, char **argv) {
  int count = number(argc, argv), last = -1;
  struct rlimit limit = {count + 10, count + 10};
  char name[32], text[32];
  close_range(3, ~0U, 0);
  check(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
  for (int i = 0; i < count; i++) {
    sprintf(name, "f%d", i);
    last = check(open(name, O_RDWR | O_CREAT, 0600), "open");
    check(dprintf(last, "%d", i), "write");
  }
  printf("%d files\n", last - 2);
  while (open("f0", O_RDONLY) >= 0) continue;
  printf("then: %s\n", strerror(errno));
  long sum = 0;
  for (int fd = 3; fd <= last; fd++) {
    long n = pread(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = 0;
    sum += atol(text);
  }
  printf("sum %ld\n", sum);
  for (int i = 0; i < count; i++) {
    sprintf(name, "f%d", i);
    check(unlink(name), "unlink");
  }
}
