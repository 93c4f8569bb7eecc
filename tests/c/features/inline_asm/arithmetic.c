// Inline assembly at work: 128-bit sums with carry, rotations, bit scans, string instructions, flags as
// outputs, cmpxchg, SSE, goto, constants, early clobbers.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static void add128(uint64_t a[2], const uint64_t b[2]) {
  __asm__("addq %2, %0\n\tadcq %3, %1" : "+r"(a[0]), "+r"(a[1]) : "r"(b[0]), "rm"(b[1]) : "cc");
}
static uint32_t rol(uint32_t x, uint8_t n) {
  __asm__("roll %1, %0" : "+r"(x) : "c"(n) : "cc");
  return x;
}
static int highest(uint64_t x) {
  int64_t r;
  int zero;
  __asm__("bsrq %2, %0" : "=r"(r), "=@ccz"(zero) : "rm"(x));
  return zero ? -1 : (int)r;
}
static size_t length(const char *s) {
  size_t n = -1;
  const char *p = s;
  __asm__("repne scasb" : "+D"(p), "+c"(n) : "a"(0) : "memory", "cc");
  return p - s - 1;
}
static void fill(void *p, int c, size_t n) {
  __asm__ volatile("rep stosb" : "+D"(p), "+c"(n) : "a"(c) : "memory");
}
static int cas(int *p, int old, int new) {
  uint8_t ok;
  __asm__ volatile("lock cmpxchgl %3, %1\n\tsete %0"
                   : "=q"(ok), "+m"(*p), "+a"(old)
                   : "r"(new)
                   : "memory", "cc");
  return ok;
}
static double root(double x) {
  double r;
  __asm__("sqrtsd %1, %0" : "=x"(r) : "xm"(x));
  return r;
}
static int sign(long x) {
  __asm__ goto("testq %0, %0\n\tjs %l1\n\tjz %l[zero]" : : "r"(x) : "cc" : minus, zero);
  return 1;
minus:
  return -1;
zero:
  return 0;
}
static uint64_t mulhi(uint64_t a, uint64_t b) {
  uint64_t lo, hi;
  __asm__("mulq %3" : "=a"(lo), "=d"(hi) : "0"(a), "r"(b) : "cc");
  return hi;
}
static int times5(int x) {
  int r;
  __asm__("leal (%1,%1,4), %0" : "=&r"(r) : "r"(x));
  return r;
}
static uint16_t swap16(uint16_t x) {
  __asm__("xchgb %b0, %h0" : "+Q"(x));
  return x;
}
static int shifted(int x) {
  __asm__("shll %1, %0" : "+r"(x) : "i"(3) : "cc");
  return x;
}
static int overflow(int a, int b) {
  _Bool o;
  __asm__("addl %2, %0" : "+r"(a), "=@cco"(o) : "g"(b));
  return o;
}
int main(void) {
  uint64_t a[2] = {~0ull, 1}, b[2] = {1, 2};
  add128(a, b);
  printf("%lu %lu\n", (long)a[0], (long)a[1]);
  printf("%x %d %d %d\n", rol(0x80000001, 4), highest(0), highest(1), highest(1ull << 50));
  char t[16];
  fill(t, 'z', 15);
  t[15] = 0;
  printf("%zu %s\n", length(t), t);
  int v = 5;
  printf("%d ", cas(&v, 4, 9));
  printf("%d ", v);
  printf("%d ", cas(&v, 5, 9));
  printf("%d\n", v);
  printf("%.6f\n", root(2));
  printf("%d %d %d\n", sign(-7), sign(0), sign(7));
  printf("%lu %d %x %d %d %d\n", (long)mulhi(~0ull, 10), times5(7), swap16(0x1234), shifted(3),
         overflow(2147483647, 1), overflow(1, 1));
  return 0;
}
