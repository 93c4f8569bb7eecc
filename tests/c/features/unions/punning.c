#include <stdio.h>
#include <stdint.h>
#include <string.h>
union f {
  float f;
  uint32_t u;
  struct {
    uint32_t m : 23, e : 8, s : 1;
  };
};
union d {
  double d;
  uint64_t u;
  unsigned char b[8];
};
static float rsqrt(float x) {
  union f v = {.f = x};
  v.u = 0x5f3759df - (v.u >> 1);
  return v.f * (1.5f - .5f * x * v.f * v.f);
}
int main(void) {
  union f v = {.f = -6.25f};
  printf("%08x %u %u %u %.3f\n", v.u, v.s, v.e, v.m, rsqrt(4));
  union d d = {.d = 1.5};
  for (int i = 7; i >= 0; i--) printf("%02x", d.b[i]);
  puts("");
  double x = 3.7;
  uint64_t u;
  memcpy(&u, &x, 8);
  printf("%lx\n", (unsigned long)u);
  uint32_t w = 0x01020304;
  printf("%d\n", *(unsigned char *)&w);
}
