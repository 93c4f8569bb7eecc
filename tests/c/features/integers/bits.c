#include <stdint.h>
#include <stdio.h>
static unsigned reverse(unsigned x) {
  unsigned r = 0;
  for (int i = 0; i < 32; i++) r = r << 1 | (x >> i & 1);
  return r;
}
static int count(uint64_t x) {
  int n = 0;
  while (x) x &= x - 1, n++;
  return n;
}
static unsigned next_pow2(unsigned x) {
  x--;
  x |= x >> 1;
  x |= x >> 2;
  x |= x >> 4;
  x |= x >> 8;
  x |= x >> 16;
  return x + 1;
}
static unsigned gray(unsigned n) { return n ^ n >> 1; }
static int sign(int x) { return (x > 0) - (x < 0); }
static int avg(int a, int b) { return (a & b) + ((a ^ b) >> 1); }
int main(void) {
  printf("%08x %d %u %u %d %d\n", reverse(0x12345678), count(0xf0f0f0f0f0f0f0f0), next_pow2(1000), gray(13),
         sign(-9), avg(2147483647, 2147483645));
  unsigned x = 0xabcd1234;
  x ^= 1u << 31;
  x &= ~(0xffu << 8);
  x |= 0x55u << 8;
  printf("%x %d %d\n", x, x >> 4 & 1, !(x & 1));
  uint64_t morton = 0;
  for (int i = 0; i < 32; i++)
    morton |= (uint64_t)(12345 >> i & 1) << 2 * i | (uint64_t)(54321 >> i & 1) << (2 * i + 1);
  printf("%llx\n", (unsigned long long)morton);
  int8_t a = -1;
  uint8_t b = a;
  int16_t c = b;
  printf("%d %d %d\n", a, b, c);
  for (int i = 0; i < 8; i++) putchar('0' + (0xb2 >> (7 - i) & 1));
  puts("");
}
