/* A thousand digits of 2^3321 and of 500!, with mul, div and carries. */
#include "sys.h"

static u64 n[80];
static int len;

static void times(u64 m) {
  u64 carry = 0;
  for (int i = 0; i < len; i++) {
    unsigned __int128 p = (unsigned __int128)n[i] * m + carry;
    n[i] = (u64)p;
    carry = (u64)(p >> 64);
  }
  if (carry) n[len++] = carry;
}

static u64 over(u64 d) {
  u64 rest = 0;
  for (int i = len - 1; i >= 0; i--) {
    u64 q;
    __asm__("div %4" : "=a"(q), "=d"(rest) : "a"(n[i]), "d"(rest), "r"(d) : "cc");
    n[i] = q;
  }
  while (len && !n[len - 1]) len--;
  return rest;
}

static void print(void) {
  static char text[1600];
  int at = sizeof text;
  text[--at] = '\n';
  while (len) {
    u64 part = over(1000000000000000000);
    for (int i = 0; i < 18 && (part || len); i++, part /= 10) text[--at] = (char)('0' + part % 10);
  }
  write(1, text + at, sizeof text - (u64)at);
}

void start(u64 *stack) {
  (void)stack;
  len = 1, n[0] = 1;
  for (int i = 0; i < 41; i++) times(1UL << 63), times(1UL << 18);
  print();
  len = 1, n[0] = 1;
  for (u64 i = 2; i <= 500; i++) times(i);
  print();
  exit(0);
}
