/* remap_file_pages: parts of shared mappings show other pages. */
#include "hosted.h"
static void show(const char *what, const char *p) {
  SAY("%s:", what);
  for (int i = 0; i < 6; i++) SAY(" %c", p[i * 4096]);
  SAY("\n");
}
int main(void) {
  int fd = open("file", O_RDWR | O_CREAT, 0600);
  char page[4096];
  for (int i = 0; i < 8; i++) {
    memset(page, 'a' + i, sizeof page);
    if (write(fd, page, sizeof page) != sizeof page) return 1;
  }
  char *p = mmap(0, 6 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  show("first", p);
  TRY(remap_file_pages(p + 4096, 8192, 0, 6, 0)), show("remapped", p);
  p[4096] = 'X';
  if (pread(fd, page, 1, 6 * 4096) != 1) return 1;
  SAY("in the file %c\n", page[0]);
  TRY(remap_file_pages(p + 5, 4096 + 5, 0, 5, MAP_NONBLOCK)), show("rounded", p);
  TRY(remap_file_pages(p, 6 * 4096, 0, 2, 0));
  TRY(remap_file_pages(p + 3 * 4096, 3 * 4096, 0, 0, 0)), show("rest", p);
  TRY(remap_file_pages(p, 4096, PROT_READ, 0, 0)), TRY(remap_file_pages(p, 0, 0, 0, 0)), TRY(remap_file_pages(p, 4095, 0, 0, 0));
  TRY(remap_file_pages(p + 5 * 4096, 8192, 0, 0, 0)), TRY(remap_file_pages((char *)4096, 4096, 0, 0, 0));
  TRY(remap_file_pages(p, 4096, 0, 1ul << 60, 0));
  char *private = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  TRY(remap_file_pages(private, 4096, 0, 1, 0));
  char *shared = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  shared[0] = '1', shared[4096] = '2';
  TRY(remap_file_pages(shared, 4096, 0, 1, 0));
  SAY("%c %c\n", shared[0], shared[4096]);
  if (fork() == 0) SAY("child %c %c\n", shared[0], p[0]), _exit(0);
  wait(0);
  munmap(p, 6 * 4096);
  return 0;
}
