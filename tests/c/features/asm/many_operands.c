#include <stdio.h>
int main(void) {
  long a = 1, b = 2, c = 3, d = 4, e = 5, f, g, h;
  __asm__("mov %3, %0\n\tadd %4, %0\n\tmov %5, %1\n\timul %6, %1\n\tmov %7, %2\n\tneg %2"
          : "=&r"(f), "=&r"(g), "=&r"(h)
          : "r"(a), "r"(b), "r"(c), "r"(d), "r"(e)
          : "cc", "rax");
  printf("%ld %ld %ld\n", f, g, h);
  unsigned long lo, hi;
  __asm__("mulq %3" : "=a"(lo), "=d"(hi) : "a"(0xffffffffffffffffUL), "rm"(0x10UL) : "cc");
  printf("%lx %lx\n", lo, hi);
  __asm__("cmpxchgq %2, %1" : "=a"(f), "+m"(a) : "r"(9L), "0"(1L) : "memory");
  printf("%ld %ld\n", f, a);
  __asm__ volatile("lock xaddl %0, %1" : "+r"(*(int *)&b), "+m"(*(int *)&c) : : "memory");
  printf("%ld %ld\n", b, c);
  float x = 1.5f, y = 2;
  __asm__("mulss %1, %0" : "+x"(x) : "xm"(y));
  printf("%g\n", x);
}
