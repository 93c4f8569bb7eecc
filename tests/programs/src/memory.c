/* brk and mmap: fresh pages are zero, addresses that are asked for are got, holes fault calls and not programs. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  long end = brk(0);
  show("grow", brk(end + 12345) == end + 12345);
  u8 *heap = (u8 *)end;
  show("zero", heap[12344]);
  heap[12344] = 7;
  show("shrink", brk(end + 4096) == end + 4096);
  show("grow", brk(end + 20000) == end + 20000);
  show("zero again", heap[12344]);
  u8 *p = (u8 *)mmap(0, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  show("aligned", ((u64)p & 4095) == 0);
  p[0] = 1, p[4096] = 2, p[8192] = 3;
  show("munmap middle", munmap(p + 4096, 4096));
  show("write hole", write(1, p + 4096, 1));
  show("ends", p[0] + p[8192]);
  show("fixed", (u8 *)mmap(p + 4096, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == p + 4096);
  show("fresh", p[4096]);
  show("mprotect", mprotect(p, 4096, PROT_READ));
  long zero = open("/dev/zero", O_RDONLY, 0);
  show("read into r/o", read(zero, p, 1));
  show("mprotect", mprotect(p, 4096, PROT_READ | PROT_WRITE));
  show("read", read(zero, p, 1));
  show("gone", p[0]);
  show("unaligned", munmap(p + 1, 4096));
  show("length 0", mmap(0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  show("no flags", mmap(0, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0));
  show("bad fd", mmap(0, 4096, PROT_READ, MAP_PRIVATE, 55, 0));
  show("mprotect hole", mprotect(8192, 4096, PROT_READ));
  exit(0);
}
