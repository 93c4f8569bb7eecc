// Bit tricks: counts four ways, reversal, next power, Morton codes, Hamming code with correction, bitboards,
// subsets, sign tricks, SWAR.
#include <stdint.h>
#include <stdio.h>
static int c1(uint32_t x) {
  int n = 0;
  for (; x; x &= x - 1) n++;
  return n;
}
static int c2(uint32_t x) {
  x -= x >> 1 & 0x55555555;
  x = (x & 0x33333333) + (x >> 2 & 0x33333333);
  return ((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}
static int c3(uint32_t x) { return x ? (int)(x & 1) + c3(x >> 1) : 0; }
static uint32_t reverse(uint32_t x) {
  x = x >> 1 & 0x55555555 | (x & 0x55555555) << 1;
  x = x >> 2 & 0x33333333 | (x & 0x33333333) << 2;
  x = x >> 4 & 0x0f0f0f0f | (x & 0x0f0f0f0f) << 4;
  x = x >> 8 & 0x00ff00ff | (x & 0x00ff00ff) << 8;
  return x >> 16 | x << 16;
}
static uint32_t pow2(uint32_t x) {
  x--;
  x |= x >> 1;
  x |= x >> 2;
  x |= x >> 4;
  x |= x >> 8;
  return (x | x >> 16) + 1;
}
static uint32_t spread(uint16_t v) {
  uint32_t x = v;
  x = (x | x << 8) & 0x00ff00ff;
  x = (x | x << 4) & 0x0f0f0f0f;
  x = (x | x << 2) & 0x33333333;
  return (x | x << 1) & 0x55555555;
}
static uint64_t knight(int s) {
  uint64_t b = 1ull << s, na = ~0x0101010101010101ull, nh = ~0x8080808080808080ull,
           nab = ~0x0303030303030303ull, ngh = ~0xc0c0c0c0c0c0c0c0ull;
  return (b << 17 & na) | (b << 15 & nh) | (b << 10 & nab) | (b << 6 & ngh) | (b >> 17 & nh) |
         (b >> 15 & na) | (b >> 10 & ngh) | (b >> 6 & nab);
}
static int encode(int d) {
  int b[8] = {0};
  b[3] = d & 1;
  b[5] = d >> 1 & 1;
  b[6] = d >> 2 & 1;
  b[7] = d >> 3 & 1;
  b[1] = b[3] ^ b[5] ^ b[7];
  b[2] = b[3] ^ b[6] ^ b[7];
  b[4] = b[5] ^ b[6] ^ b[7];
  int r = 0;
  for (int i = 1; i < 8; i++) r |= b[i] << (i - 1);
  return r;
}
static int decode(int c) {
  int s = 0;
  for (int i = 1; i < 8; i++)
    if (c >> (i - 1) & 1) s ^= i;
  if (s) c ^= 1 << (s - 1);
  return (c >> 2 & 1) | (c >> 4 & 1) << 1 | (c >> 5 & 1) << 2 | (c >> 6 & 1) << 3;
}
int main(void) {
  uint32_t v[] = {0, 1, 0xffffffff, 0x12345678, 0x80000000};
  for (int i = 0; i < 5; i++)
    printf("%d%d%d%d %08x %u;", c1(v[i]), c2(v[i]), c3(v[i]), __builtin_popcount(v[i]), reverse(v[i]),
           pow2(v[i]));
  puts("");
  printf("%x %016llx\n", spread(0xabcd) | spread(0x1234) << 1, (unsigned long long)knight(27));
  int bad = 0;
  for (int d = 0; d < 16; d++)
    for (int e = -1; e < 7; e++) bad += decode(encode(d) ^ (e < 0 ? 0 : 1 << e)) != d;
  printf("%d\n", bad);
  for (unsigned s = 0b10110, t = s;; t = (t - 1) & s) {
    printf("%u ", t);
    if (!t) break;
  }
  int x = -7, y = 5;
  printf("%d %d %d %d\n", (x ^ x >> 31) - (x >> 31), y ^ ((x ^ y) & -(x < y)), (x ^ y) < 0,
         (x & y) + ((x ^ y) >> 1));
  uint64_t w;
  __builtin_memcpy(&w, "abc\0efgh", 8);
  uint64_t z = (w - 0x0101010101010101ull) & ~w & 0x8080808080808080ull;
  printf("%d\n", __builtin_ctzll(z) / 8);
  return 0;
}
