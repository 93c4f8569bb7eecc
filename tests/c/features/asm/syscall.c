#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
static long sys_write(int fd, const void *p, unsigned long n) {
  long r; __asm__ volatile("syscall" : "=a"(r) : "0"((long)SYS_write), "D"((long)fd), "S"(p), "d"(n) : "rcx", "r11", "memory"); return r;
}
static long call6(long n, long a, long b, long c, long d, long e, long f) {
  long r; register long r10 __asm__("r10") = d; register long r8 __asm__("r8") = e; register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory"); return r;
}
int main(void) {
  char *p = (char *)call6(SYS_mmap, 0, 4096, 3, 0x22, -1, 0);
  strcpy(p, "mapped by hand\n");
  long n = sys_write(1, p, strlen(p));
  printf("%ld %ld\n", n, call6(SYS_munmap, (long)p, 4096, 0, 0, 0, 0));
  printf("%ld\n", sys_write(-1, p, 1));
}
