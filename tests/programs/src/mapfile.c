/* A file seen through memory: private pages are copies, shared ones are the file, what lies beyond its end is zero. */
#include "sys.h"

static char text[6000];

void start(u64 *stack) {
  (void)stack;
  char buf[8];
  long fd = open("file", O_CREAT | O_RDWR | O_TRUNC, 0644);
  for (int i = 0; i < 6000; i++) text[i] = (char)('0' + i % 10);
  write(fd, text, 6000);
  char *own = (char *)mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  char *all = (char *)mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *second = (char *)mmap(0, 4096, PROT_READ, MAP_PRIVATE, fd, 4096);
  show("same", own[4096] == second[0]);
  own[0] = 'P';
  lseek(fd, 0, SEEK_SET);
  read(fd, buf, 1);
  show("private", buf[0]);
  all[1] = 'S';
  read(fd, buf, 1);
  show("shared", buf[0]);
  show("seen by private of that page", own[1]);
  lseek(fd, 5000, SEEK_SET);
  write(fd, "W", 1);
  show("write shows", all[5000]);
  show("untouched private shows", own[5000]);
  show("beyond the end", all[6001]);
  close(fd);
  show("after close", all[2]);
  show("offset", mmap(0, 4096, PROT_READ, MAP_PRIVATE, 0, 100));
  long ro = open("file", O_RDONLY, 0);
  show("shared of r/o", mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0));
  exit(0);
}
