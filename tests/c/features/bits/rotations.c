// Rotations as C has to write them, by constants and by what is known at run time alone.
#include <stdint.h>
#include <stdio.h>
static uint32_t left(uint32_t x, int n) { return x << n | x >> (32 - n); }
static uint32_t right(uint32_t x, int n) { return (x >> n) ^ (x << (32 - n)); }
static uint32_t masked(uint32_t x, unsigned n) { return (x << (n & 31)) | (x >> (-n & 31)); }
static uint64_t wide(uint64_t x, unsigned n) { return (x >> n) + (x << (64 - n)); }
static uint64_t guarded(uint64_t x, int n) { return (n &= 63) ? x << n | x >> (64 - n) : x; }
static uint16_t half(uint16_t x, int n) { return (uint16_t)(x << n | x >> (16 - n)); }
static int32_t arithmetic(int32_t x, int n) { return x << n | x >> (32 - n); }
static uint32_t mixed(uint32_t x, uint32_t y, int n) { return x << n | y >> (32 - n); }
static uint32_t uneven(uint32_t x, int n) { return x << n | x >> (31 - n); }
int main(void) {
  uint32_t x = 0x12345678, y = 0x9abcdef0;
  uint64_t z = 0x123456789abcdef0;
  for (int n = 1; n < 31; n += 4) {
    printf("%x %x %x %lx %lx ", left(x, n), right(x, n), masked(x, n), wide(z, n), guarded(z, n));
    printf("%x %x %x %x\n", half(x, n & 15), arithmetic(-x, n), mixed(x, y, n), uneven(x, n));
  }
  printf("%x %lx %x\n", masked(x, 0), guarded(z, 64), masked(x, 33));
  uint64_t h = 1;
  for (int i = 0; i < 10; i++) {
    h = (h << 31 | h >> 33) * 0x9e3779b97f4a7c15;
    h ^= (h >> 7) + (h << 57);
    h = (h << 63) | (h >> 1);
    printf("%lx\n", h);
  }
  return 0;
}
