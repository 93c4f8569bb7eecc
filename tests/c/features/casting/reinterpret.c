// Looking at bytes: endianness, memcpy between types, unions, offset of members by hand, pointer tags in low
// bits, alignment up and down, checksums of structs, casts between functions, hex dumps.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
struct rec {
  char tag;
  short s;
  int i;
  double d;
  char end[3];
};
static void dump(const void *p, size_t n) {
  const unsigned char *b = p;
  for (size_t i = 0; i < n; i++) printf("%02x%s", b[i], i % 4 == 3 ? " " : "");
  puts("");
}
static uint32_t be(const unsigned char *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }
static void put(unsigned char *p, uint64_t v, int n) {
  while (n--) {
    p[n] = v;
    v >>= 8;
  }
}
static float rsqrt(float x) {
  int32_t i;
  float y;
  memcpy(&i, &x, 4);
  i = 0x5f3759df - (i >> 1);
  memcpy(&y, &i, 4);
  y *= 1.5f - .5f * x * y * y;
  return y * (1.5f - .5f * x * y * y);
}
typedef long (*generic)(void);
static long three(long a, long b, long c) { return a * 100 + b * 10 + c; }
int main(void) {
  uint32_t w = 0x01020304;
  dump(&w, 4);
  double d = -0.15625;
  dump(&d, 8);
  float f = 1e-40f;
  dump(&f, 4);
  struct rec r;
  memset(&r, 0xcc, sizeof r);
  r = (struct rec){0};
  memset(&r, 0, sizeof r);
  r.tag = 'T';
  r.s = -2;
  r.i = 0x11223344;
  r.d = 2;
  memcpy(r.end, "end", 3);
  dump(&r, offsetof(struct rec, d));
  printf("%zu %zu %zu %zu\n", offsetof(struct rec, s), offsetof(struct rec, d), offsetof(struct rec, end),
         sizeof r);
  printf("%d %.3s\n", *(int *)((char *)&r + offsetof(struct rec, i)), (char *)&r + sizeof r - 8);
  unsigned char b[8];
  put(b, 0xdeadbeef, 4);
  printf("%x\n", be(b));
  put(b, 0x0102030405060708, 8);
  dump(b, 8);
  uintptr_t p = (uintptr_t)&r | 1;
  printf("%d %d %c\n", (int)(p & 1), (int)(p % 8), ((struct rec *)(p & ~(uintptr_t)7))->tag);
  printf("%lu %lu\n", (unsigned long)((1001 + 15) & ~15ul), (unsigned long)(1001 & -16ul));
  printf("%.4f\n", rsqrt(16));
  generic g = (generic)three;
  printf("%ld\n", ((long (*)(long, long, long))g)(1, 2, 3));
  int64_t big = -5;
  printf("%d %u %ld\n", (int8_t)(uint8_t)big, (uint16_t)big, (long)(uint32_t)big);
  long double l = 1.5L;
  dump(&l, 10);
  return 0;
}
