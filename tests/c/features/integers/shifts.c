#include <stdio.h>
#include <stdint.h>
static uint32_t rol(uint32_t x, int n) { return x << n | x >> (32 - n); }
static uint64_t ror(uint64_t x, int n) { return x >> n | x << (64 - n); }
int main(void) {
  for (int i = 1; i < 32; i += 6)
    printf("%x %lx %d %ld\n", rol(0x12345678, i), (long)ror(0x123456789abcdef0, i), -1000000 >> i,
           -1000000000000L >> i);
  unsigned char c = 0x81;
  printf("%d %d\n", c << 1, (unsigned char)(c << 1));
  int8_t s = -128;
  printf("%d\n", s >> 3);
  uint64_t v = 1;
  v <<= 63;
  printf("%d %lx\n", v > INT64_MAX, (long)(v >> 3));
  volatile int n = 40;
  printf("%lx\n", 1L << n);
  printf("%d %d\n", 1 << 3 + 1, (1 << 3) + 1);
  uint16_t h = 0xabcd;
  h = h << 8 | h >> 8;
  printf("%x\n", h);
}
