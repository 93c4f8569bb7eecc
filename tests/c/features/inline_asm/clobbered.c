/* What is read is in no register that the assembly changes before it reads it. */
#include <stdio.h>

__attribute__((noinline)) static void here(long *to) {
  __asm__ volatile(
    "leaq 0(%%rip), %%rax\n\t"
    "xorl %%edi, %%edi\n\t"
    "xorl %%esi, %%esi\n\t"
    "subq %%rax, %%rax\n\t"
    "movq %%rax, 8(%0)"
    :
    : "r"(to)
    : "rax", "rdi", "rsi", "memory");
}

__attribute__((noinline)) static long both(long a, long b) {
  long sum;
  __asm__("movl $1, %%eax\n\tmovl $2, %%ecx\n\tmovl $3, %%edx\n\tleaq (%1,%2), %0" : "=&r"(sum) : "r"(a + 1), "r"(b * 3) : "rax", "rcx", "rdx");
  return sum;
}

__attribute__((noinline)) static long fixed(long *p, long b) {
  long first, second;
  __asm__("movl $40, %%eax\n\tmovl $50, %%edx\n\taddq %2, %%rax\n\taddq %3, %%rdx"
          : "=&a"(first), "=&d"(second)
          : "r"(b + 5), "m"(p[b]));
  return first * 1000 + second;
}

__attribute__((noinline)) static long matched(long a, long b) {
  long quotient;
  __asm__("xorl %%edx, %%edx\n\tdivq %2" : "=&a"(quotient) : "0"(a), "r"(b + 1) : "rdx");
  return quotient;
}

__attribute__((noinline)) static double vectors(double a, double b) {
  double r;
  __asm__("xorpd %%xmm0, %%xmm0\n\txorpd %%xmm1, %%xmm1\n\tmovapd %1, %0\n\taddsd %2, %0" : "=&x"(r) : "x"(a), "x"(b) : "xmm0", "xmm1");
  return r;
}

int main(void) {
  struct {
    long a[2];
    int k;
  } s = { { 7, 8 }, 9 };
  here(s.a);
  printf("%ld %ld %d\n", s.a[0], s.a[1], s.k);
  printf("%ld\n", both(10, 20));
  printf("%ld\n", fixed(s.a, 0));
  printf("%ld\n", matched(100, 6));
  printf("%g\n", vectors(1.5, 2.25));
}
