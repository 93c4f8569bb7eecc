// Bit-fields of an __int128: wider than 64 bits, across words, signed.
#include <stdio.h>
typedef unsigned __int128 u128;
struct wide {
  u128 a : 65;
  u128 b : 30;
  u128 c : 33;
};
struct sign {
  __int128 a : 66;
  __int128 b : 3;
};
struct next {
  unsigned char k;
  u128 a : 100;
  u128 b : 20;
};
static void show(u128 x) { printf("%lx:%lx ", (unsigned long)(x >> 64), (unsigned long)x); }
static struct sign table[] = {{1, -1}, {-5, 2}, {(__int128)1 << 64, 3}, {((__int128)1 << 64) | 1, -4}};
int main(void) {
  struct wide w = {0};
  u128 x = 0xffffffffffffffff;
  w.a = x;
  w.a += x;
  w.b = 0x3fffffff;
  w.c = x;
  show(w.a), show(w.b), show(w.c);
  w.a = ~w.a;
  w.b--;
  w.c ^= 5;
  show(w.a), show(w.b), show(w.c);
  puts("");
  for (int i = 0; i < 4; i++) {
    show(table[i].a), show(table[i].b);
    table[i].a = table[i].a * 3 - 1;
    show(table[i].a);
  }
  struct next n = {7, x << 20, 3};
  n.b += 5;
  n.a |= 1;
  puts("");
  show(n.a), show(n.b);
  show(n.a = (u128)-1);
  printf("%d %d %zu\n", n.k, table[1].a < 0, sizeof n);
  return 0;
}
