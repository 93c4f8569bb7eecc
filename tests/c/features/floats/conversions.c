#include <stdio.h>
#include <stdint.h>
int main(void) {
  double d[] = { 0.5, -0.5, 1.99, -1.99, 4294967295.5, 1e18, -1e18, 123456789.123 };
  for (int i = 0; i < 8; i++) printf("%ld %d %f %g\n", (long)d[i], (short)(int)(d[i] > 1e9 ? 0 : d[i]), (float)d[i], (double)(float)d[i]);
  printf("%lu %lu\n", (unsigned long)1.8446744073709550e19, (unsigned long)9.3e18);
  uint64_t u = 0xfffffffffffffc00, w = 0x8000000000000401; printf("%.1f %.1f %.1f\n", (double)u, (double)w, (double)(float)w);
  unsigned x = 3000000000u; printf("%.1f %.1f %u\n", (double)x, (float)x, (unsigned)(double)x);
  printf("%d %d %d\n", (int)(char)100.5, (_Bool)0.1, (unsigned char)255.9);
  float f = 16777216; printf("%.1f %.1f\n", f + 1, (double)f + 1);
  printf("%d %d\n", 1.0f / 3 == 1.0 / 3, .1f + .2f == .3f);
}
