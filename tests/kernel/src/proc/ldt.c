// The local descriptor table as modify_ldt keeps it.
#include "hosted.h"

#include <asm/ldt.h>

static long ldt(int func, void *at, unsigned long size) { return syscall(SYS_modify_ldt, func, at, size); }

static void show(const char *what) {
  unsigned long entries[4] = {0};
  long n = ldt(0, entries, sizeof entries);
  SAY("%s: %ld bytes", what, n);
  for (int i = 0; i < n / 8 && i < 4; i++) SAY(" %016lx", entries[i]);
  SAY("\n");
}

int main(void) {
  show("at first");
  struct user_desc d = {.entry_number = 1, .base_addr = 0x12345678, .limit = 0xfffff, .seg_32bit = 1, .limit_in_pages = 1, .useable = 1};
  SAY("write %ld\n", ldt(0x11, &d, sizeof d));
  show("one");
  d.entry_number = 0;
  d.contents = 2;
  d.read_exec_only = 1;
  d.limit = 0x123;
  d.limit_in_pages = 0;
  SAY("old way %ld\n", ldt(1, &d, sizeof d));
  show("two");
  unsigned char few[3];
  SAY("three bytes %ld\n", ldt(0, few, sizeof few));
  SAY("default %ld\n", ldt(2, few, sizeof few));
  d.contents = 3;
  SAY("conforming, old %ld\n", ldt(1, &d, sizeof d));
  SAY("conforming %ld\n", ldt(0x11, &d, sizeof d));
  d.seg_not_present = 1;
  SAY("not present %ld\n", ldt(0x11, &d, sizeof d));
  show("three");
  SAY("size %ld\n", ldt(0x11, &d, 15));
  SAY("fault %ld\n", ldt(0x11, (void *)8, sizeof d));
  d.entry_number = 8192;
  SAY("beyond %ld\n", ldt(0x11, &d, sizeof d));
  d.entry_number = 3;
  d.seg_32bit = 0;
  d.contents = 0;
  SAY("16 bits %ld\n", ldt(0x11, &d, sizeof d));
  show("four");
  struct user_desc empty = {.entry_number = 1, .read_exec_only = 1, .seg_not_present = 1};
  SAY("empty %ld\n", ldt(0x11, &empty, sizeof empty));
  SAY("none %ld\n", ldt(5, few, 1));
  SAY("read into nothing %ld\n", ldt(0, (void *)8, 16));
  pid_t child = fork();
  if (child == 0) {
    show("inherited");
    empty.entry_number = 0;
    ldt(0x11, &empty, sizeof empty);
    _exit(0);
  }
  reap(child);
  show("its own");
  return 0;
}
