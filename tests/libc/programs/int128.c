/* Arithmetic of __int128 that compilers leave to their library. */
#include <stdio.h>
#include <string.h>

typedef unsigned __int128 u128;
typedef __int128 i128;

static unsigned long seed = 88172645463325252;
static unsigned long word(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}
static u128 any(void) {
  u128 n = (u128)word() << 64 | word();
  int shift = word() % 128;
  return word() & 1 ? n >> shift : (u128)((i128)n >> shift);
}
static void put(u128 n) { printf(" %016lx%016lx", (unsigned long)(n >> 64), (unsigned long)n); }
static void put_long(long double x) {
  unsigned char bytes[16];
  memcpy(bytes, &x, 10);
  for (int i = 10; i--;) printf("%02x", bytes[i]);
}

int main(void) {
  for (int i = 0; i < 3000; i++) {
    volatile u128 a = any(), b = any();
    volatile i128 c = a, d = b;
    if (!b) continue;
    put(a / b), put(a % b);
    if (d != -1) put(c / d), put(c % d);
    printf(" %a %a %a %a ", (double)a, (double)c, (float)a, (float)c);
    put_long(a), putchar(' '), put_long(c);
    put((u128)(double)(a >> 1)), put((i128)(double)(c >> 1));
    put((u128)(float)(a >> 1)), put((i128)(float)(c >> 1));
    put((u128)(long double)(a >> 1)), put((i128)(long double)(c >> 1));
    putchar('\n');
  }
  /* Halfway and its neighbours. */
  for (int top = 50; top < 128; top++)
    for (int low = -1; low < 2; low++)
      for (int bit = 20; bit < 56; bit++) {
        volatile u128 n = ((u128)1 << top) + (top >= bit ? (u128)1 << (top - bit) : 0) + low;
        printf("%a %a %a %a\n", (double)n, (float)n, (double)(i128)n, (float)(i128)n);
      }
  return 0;
}
