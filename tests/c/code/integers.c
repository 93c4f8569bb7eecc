/* Conversions, shifts, division by constants, bit-fields, overflow builtins. */
#include <stdio.h>
#include <limits.h>

static volatile int vi = -17;
static volatile unsigned vu = 4000000000u;
static volatile long vl = -123456789012345;
static volatile unsigned long vul = 0xfedcba9876543210;
static volatile signed char vc = -3;
static volatile unsigned char vuc = 250;
static volatile short vs = -30000;
static volatile _Bool vb = 5;

#define DIVIDE(x, d) printf("%ld %ld\n", (long)((x) / (d)), (long)((x) % (d)))

struct bits { unsigned a : 3; signed b : 5; unsigned long c : 40; unsigned : 0; _Bool d : 1; long e : 64; };
struct __attribute__((packed)) tight { unsigned a : 7; unsigned long b : 57; int c : 19; char d; };

static int postfix(int *p) { return (*p)++ + --*p; }

int main(void) {
  DIVIDE(vi, 3); DIVIDE(vi, -7); DIVIDE(vi, 8); DIVIDE(vi, 1); DIVIDE(vi, INT_MIN); DIVIDE(vu, 7); DIVIDE(vu, 10); DIVIDE(vu, 641);
  DIVIDE(vl, 1000000007L); DIVIDE(vl, -10L); DIVIDE(vl, 4096L); DIVIDE(vul, 10UL); DIVIDE(vul, 7UL); DIVIDE(vul, 0xfffffffffffffff0UL);
  DIVIDE(vi, vc); DIVIDE(vul, vu); DIVIDE(vs, vuc);
  vc += 200; vuc += 10; vs -= 10000; vb++; printf("%d %d %d %d\n", vc, vuc, vs, vb);
  vc <<= 3; vuc >>= 1; vs *= 3; vi ^= vs; printf("%d %d %d %d\n", vc, vuc, vs, vi);
  printf("%ld %lu %d\n", vl >> 5, vul >> 60, vi << 3);
  int k = 3; printf("%d %d\n", 1 << k, -100 >> k); printf("%d\n", postfix(&k));
  struct bits b = { 9, -9, 0x123456789abUL, 1, -5 };
  b.a++; b.b -= 10; b.c += 0xffffffffffUL; b.e *= 3;
  printf("%d %d %lx %d %ld %zu\n", b.a, b.b, (unsigned long)b.c, b.d, (long)b.e, sizeof b);
  struct tight t = { 100, 0x123456789abcdeUL, -1000, 'x' };
  t.b += 3; t.c--; printf("%d %lx %d %c %zu\n", t.a, (unsigned long)t.b, t.c, t.d, sizeof t);
  int i; long l; unsigned u; unsigned long ul; signed char c;
  printf("%d", __builtin_add_overflow(vi, INT_MAX, &i)); printf(" %d\n", i);
  printf("%d", __builtin_mul_overflow(vl, 1000000L, &l)); printf(" %ld\n", l);
  printf("%d", __builtin_sub_overflow(3u, vu, &u)); printf(" %u\n", u);
  printf("%d", __builtin_mul_overflow(vul, vul, &ul)); printf(" %lu\n", ul);
  printf("%d", __builtin_add_overflow(vl, vul, &c)); printf(" %d\n", c);
  printf("%d", __builtin_mul_overflow(vu, vu, &i)); printf(" %d\n", i);
  printf("%d %d %d %d %d\n", __builtin_clz(vu), __builtin_ctzl(vul), __builtin_popcountl(vul), __builtin_ffs(0), __builtin_parity(7));
  printf("%x %lx\n", __builtin_bswap32(vu), __builtin_bswap64(vul));
  __int128 w = (__int128)vl * vl; unsigned __int128 uw = (unsigned __int128)vul * vul;
  w = (w << 7) - (w >> 3); uw = uw / 12345 + uw % 977; uw ^= uw >> vuc % 128;
  printf("%lx %lx %lx %lx\n", (long)(w >> 64), (long)w, (long)(uw >> 64), (long)uw);
  printf("%d %d %g %g\n", w < 0, uw > (unsigned __int128)w, (double)w, (double)uw);
  return (vi & 0x7f) == 3;
}
