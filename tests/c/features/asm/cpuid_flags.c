#include <stdio.h>
int main(void) {
  unsigned a, b, c, d; __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "0"(0), "2"(0));
  printf("%d\n", a > 0);
  unsigned long f; __asm__ volatile("pushfq\n\tpopq %0" : "=r"(f)); printf("%lu\n", f >> 1 & 1);
  unsigned char cf; int x = -1; __asm__("addl $1, %0\n\tsetc %1" : "+r"(x), "=qm"(cf) : : "cc"); printf("%d %d\n", x, cf);
  int zero; __asm__("testl %1, %1" : "=@ccz"(zero) : "r"(0)); printf("%d\n", zero);
  unsigned lo, hi; __asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi)); printf("%d\n", (lo | hi) != 0);
  int bit; __asm__("btl %2, %1\n\tsbbl %0, %0" : "=r"(bit) : "r"(0x20), "Ir"(5) : "cc"); printf("%d\n", bit);
}
