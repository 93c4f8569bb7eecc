/* Memory policy: what is kept and told of it, which modes and nodes go together, and where pages are. */
#include "hosted.h"
#include <linux/mempolicy.h>
#define SET(mode, nodes, max) TRY(syscall(SYS_set_mempolicy, mode, nodes, max))
#define BIND(addr, len, mode, nodes, max, flags) TRY(syscall(SYS_mbind, addr, len, mode, nodes, max, flags))
#define HOME(addr, len, node, flags) TRY(syscall(450, addr, len, node, flags))
static unsigned long none[32], zero[32] = {1}, first[32] = {3}, high[32] = {[1] = 1}, far[32] = {[16] = 1};
static void get(void *addr, unsigned long flags) {
  int mode = 77;
  unsigned long mask[17];
  memset(mask, 0x55, sizeof mask);
  errno = 0;
  long r = syscall(SYS_get_mempolicy, &mode, mask, 1024 + 1, addr, flags);
  SAY("  policy %ld %s mode %x nodes %lx %lx beyond %lx\n", r, r ? strerrorname_np(errno) : "", mode, mask[0], mask[1],
      mask[16]);
}
static char *area(int pages, int prot) {
  return mmap(0, pages * 4096, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
int main(void) {
  get(0, 0), get(0, MPOL_F_MEMS_ALLOWED), get(0, MPOL_F_MEMS_ALLOWED | MPOL_F_NODE), get(0, MPOL_F_NODE), get(0, 8);
  get(main, 0), get(main, MPOL_F_ADDR), get(main, MPOL_F_ADDR | MPOL_F_NODE), get((void *)4096, MPOL_F_ADDR);
  TRY(syscall(SYS_get_mempolicy, 0, 0, 0, 0, 0));
  TRY(syscall(SYS_get_mempolicy, 0, none, 0, 0, 0));
  TRY(syscall(SYS_get_mempolicy, 8, 0, 0, 0, 0));
  TRY(syscall(SYS_get_mempolicy, 0, 8, 64, 0, 0));
  SET(MPOL_BIND, zero, 64), get(0, 0);
  SET(MPOL_BIND, first, 64), get(0, 0), get(0, MPOL_F_NODE);
  SET(MPOL_BIND, none, 64), SET(MPOL_BIND, 0, 0), SET(MPOL_BIND, high, 1025), SET(MPOL_BIND, high, 64), SET(MPOL_BIND, far, 1100);
  SET(MPOL_BIND, zero, 1), SET(MPOL_BIND, zero, 2), SET(MPOL_BIND, 8, 64), SET(MPOL_BIND, zero, 40000);
  SET(MPOL_PREFERRED, first, 64), get(0, 0);
  SET(MPOL_PREFERRED, 0, 0), get(0, 0);
  SET(MPOL_PREFERRED, none, 64), SET(MPOL_PREFERRED | MPOL_F_STATIC_NODES, none, 64), get(0, 0);
  SET(MPOL_LOCAL, 0, 0), SET(MPOL_LOCAL, zero, 64), SET(MPOL_LOCAL | MPOL_F_STATIC_NODES, 0, 0);
  SET(MPOL_INTERLEAVE, zero, 64), get(0, 0), get(0, MPOL_F_NODE);
  SET(MPOL_INTERLEAVE | MPOL_F_STATIC_NODES, first, 64), get(0, 0);
  SET(MPOL_BIND | MPOL_F_RELATIVE_NODES, high, 1025), get(0, 0);
  SET(MPOL_BIND | MPOL_F_STATIC_NODES, high, 1025), SET(MPOL_BIND | MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES, zero, 64);
  SET(MPOL_BIND | MPOL_F_NUMA_BALANCING, zero, 64), get(0, 0), SET(MPOL_INTERLEAVE | MPOL_F_NUMA_BALANCING, zero, 64);
  SET(100, zero, 64), SET(-1, zero, 64), SET(MPOL_DEFAULT, zero, 64);
  SET(MPOL_PREFERRED_MANY, zero, 64), get(0, 0);
  if (fork() == 0) get(0, 0), _exit(0);
  wait(0);
  SET(MPOL_DEFAULT, 0, 0), get(0, 0);
  char *p = area(8, PROT_READ | PROT_WRITE);
  get(p, MPOL_F_ADDR);
  BIND(p + 4096, 8192, MPOL_BIND, zero, 64, 0), get(p, MPOL_F_ADDR), get(p + 4096, MPOL_F_ADDR), get(p + 12288, MPOL_F_ADDR);
  get(p + 4096, MPOL_F_ADDR | MPOL_F_NODE);
  HOME(p, 4096, 0, 0), HOME(p, 8192, 0, 0), HOME(p, 0, 0, 0), HOME(p + 1, 4096, 0, 0), HOME(p, 4096, 2000, 0), HOME(p, 4096, 0, 1);
  BIND(p + 4096, 4096, MPOL_INTERLEAVE, first, 64, MPOL_MF_STRICT | MPOL_MF_MOVE), HOME(p, 8192, 0, 0);
  mremap(p + 8192, 4096, 4096, MREMAP_FIXED | MREMAP_MAYMOVE, p + 7 * 4096);
  get(p + 7 * 4096 + 5, MPOL_F_ADDR);
  BIND(p, 4096, MPOL_DEFAULT, 0, 0, 0), BIND(p, 4096, MPOL_DEFAULT, zero, 64, 0), BIND(p, 0, MPOL_BIND, none, 64, 0);
  BIND(p + 1, 4096, MPOL_BIND, zero, 64, 0), BIND(p, 4096, MPOL_BIND, zero, 64, 8), BIND(p, 4096, 99, zero, 64, 8);
  BIND(p, 4096, MPOL_BIND, none, 64, 0), BIND(p, 3 * 4096, MPOL_BIND, zero, 64, 0), BIND(p, -4096, MPOL_BIND, none, 64, 0);
  char *q = area(6, PROT_READ | PROT_WRITE);
  q[0] = 1;
  volatile char read = q[4096];
  void *pages[] = {q, q + 4096, q + 8192, (void *)4096, q + 100};
  int nodes[] = {0, 0, 0, 0, 0}, bad[] = {0, 5000, 0, 0, 0}, status[] = {9, 9, 9, 9, 9};
  TRY(syscall(SYS_move_pages, 0, 5, pages, 0, status, 0));
  SAY("%d %d %d %d %d %d\n", status[0], status[1], status[2], status[3], status[4], read);
  TRY(syscall(SYS_move_pages, 0, 1, pages, nodes, status, MPOL_MF_MOVE));
  SAY("%d\n", status[0]);
  TRY(syscall(SYS_move_pages, 0, 2, pages, bad, status, MPOL_MF_MOVE));
  TRY(syscall(SYS_move_pages, 0, 1, pages, 0, status, 1));
  TRY(syscall(SYS_move_pages, 999999, 1, pages, 0, status, 0));
  TRY(syscall(SYS_move_pages, 0, 0, 0, 0, 0, 0));
  TRY(syscall(SYS_move_pages, 0, 1, 8, 0, status, 0));
  TRY(syscall(SYS_move_pages, 0, 1, pages, 0, 8, 0));
  TRY(syscall(SYS_migrate_pages, 0, 64, zero, zero));
  TRY(syscall(SYS_migrate_pages, 0, 64, zero, none));
  TRY(syscall(SYS_migrate_pages, 999999, 64, zero, zero));
  TRY(syscall(SYS_migrate_pages, 0, 64, 8, zero));
  return 0;
}
