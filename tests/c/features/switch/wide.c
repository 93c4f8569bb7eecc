#include <stdio.h>
static int big(long x) {
  switch (x) {
  case 0x100000000L:
    return 1;
  case -1:
    return 2;
  case 0x7fffffffffffffffL:
    return 3;
  case 5:
    return 4;
  }
  return 0;
}
static int uns(unsigned x) {
  switch (x) {
  case 0xffffffff:
    return 1;
  case 0x80000000:
    return 2;
  case 7:
    return 3;
  }
  return 0;
}
static int chr(char c) {
  switch (c) {
  case '\xff':
    return 1;
  case 'a':
    return 2;
  case 0:
    return 3;
  default:
    return 4;
  }
}
static int sparse(int x) {
  switch (x) {
  case 1:
  case 10:
  case 100:
  case 1000:
  case 10000:
    return 1;
  case 5:
    x = 3;
  default:
    return x;
  case -7:
    break;
  }
  return 77;
}
int main(void) {
  printf("%d %d %d %d %d\n", big(1L << 32), big(-1), big(~0UL >> 1), big(5), big(0));
  printf("%d %d %d %d\n", uns(-1), uns(1u << 31), uns(7), uns(8));
  printf("%d %d %d %d\n", chr(-1), chr('a'), chr(0), chr(1));
  for (int i = -8; i < 12; i++) printf("%d ", sparse(i));
  printf("%d\n", sparse(1000));
  switch (3) {
    int hidden;
  case 3:
    hidden = 4;
    printf("%d\n", hidden);
    {
    case 4:
      puts("inner");
    }
  }
  switch (1)
  default:
    puts("no braces");
  switch (9) {}
}
