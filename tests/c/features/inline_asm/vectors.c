// Vectors as operands of inline assembly: in registers, in memory, tied, many at once.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef unsigned char v16qu __attribute__((vector_size(16)));
static v4si add(v4si a, v4si b) {
  __asm__("paddd %1, %0" : "+x"(a) : "x"(b));
  return a;
}
static v4sf root(v4sf a) {
  v4sf r;
  __asm__("sqrtps %1, %0" : "=x"(r) : "xm"(a));
  return r;
}
static int mask(v16qu v) {
  int m;
  __asm__("pmovmskb %1, %0" : "=r"(m) : "x"(v));
  return m;
}
static v16qu tied(v16qu a, v16qu b) {
  v16qu r;
  __asm__("pmaxub %2, %0" : "=x"(r) : "0"(a), "x"(b));
  return r;
}
static void copy(void *to, const void *from) {
  v4si t;
  __asm__ volatile("movdqu %2, %0; movdqu %0, %1"
                   : "=&x"(t), "=m"(*(char(*)[16])to)
                   : "m"(*(const char(*)[16])from));
}
static v4si named(v4si a, v4si b) {
  __asm__("psubd %[other], %[value]" : [value] "+x"(a) : [other] "x"(b));
  return a;
}
static uint64_t low(v4si a) {
  uint64_t r;
  __asm__("movq %1, %0" : "=r"(r) : "x"(a));
  return r;
}
static v4si pressure(v4si a) {
  v4si b = a + 1, c = a + 2, d = a + 3, e = a + 4, f = a + 5, g = a + 6, h = a + 7, i = a + 8;
  __asm__ volatile(""
                   :
                   :
                   : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                     "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
  printf("%d ", b[0]);
  return a * b - c * d + e * f - g * h + i;
}
int main(void) {
  v4si s = add((v4si){1, 2, 3, 4}, (v4si){10, 20, 30, 40});
  v4sf r = root((v4sf){1, 4, 9, 2});
  printf("%d %d %g %g\n", s[0], s[3], r[2], r[3]);
  printf("%x\n", mask((v16qu){255, 0, 128, 127, 200}));
  v16qu t = tied((v16qu){1, 200}, (v16qu){2, 100});
  printf("%d %d\n", t[0], t[1]);
  char from[16] = "fifteen letters", to[16];
  copy(to, from);
  puts(to);
  s = named(s, (v4si){1, 1, 1, 1});
  printf("%d %lx\n", s[1], low(s));
  s = pressure(s);
  printf("%d %d %d %d\n", s[0], s[1], s[2], s[3]);
  return 0;
}
