#include <stdio.h>
#include <string.h>
struct a { unsigned x : 3, y : 7; int : 0; signed z : 5; unsigned long w : 40; char c; };
struct b { char c; int x : 9; short s : 4; long long l : 33; _Bool f : 1; };
union u { struct { unsigned lo : 16, hi : 16; }; unsigned all; };
static void dump(const void *p, size_t n) { for (size_t i = 0; i < n; i++) printf("%02x", ((unsigned char *)p)[i]); puts(""); }
int main(void) {
  struct a a; memset(&a, 0, sizeof a);
  a.x = 13; a.y = 100; a.z = -3; a.w = 0x123456789abUL; a.c = 'q';
  dump(&a, sizeof a);
  printf("%u %u %d %lx\n", a.x, a.y, a.z, (unsigned long)a.w);
  struct b b; memset(&b, 0, sizeof b);
  b.x = -200; b.s = 7; b.l = -5; b.f = 8;
  dump(&b, sizeof b);
  printf("%d %d %lld %d\n", b.x, b.s, (long long)b.l, b.f);
  union u u = { .all = 0xdeadbeef };
  printf("%x %x\n", u.lo, u.hi);
  u.hi++; u.lo--; u.lo <<= 4;
  printf("%x\n", u.all);
}
