#include <stdio.h>
#define S(x) (int)sizeof(x)
int main(void) {
  printf("%d %d %d %d\n", S(2147483647), S(2147483648), S(0xffffffff), S(0x100000000));
  printf("%d %d %d %d %d\n", 0777, 0xFf, 0b1011, '\x41', '\101');
  printf("%d %d %d\n", 'ab', '\377', L'\x1234'); printf("%llu %ld\n", 18446744073709551615ull, 0x7fffffffffffffffL);
  printf("%g %g %g %g\n", 1e3, .5, 5., 0x1.8p1); printf("%d %d %d\n", '\n', '\0', '\\');
  printf("%d %d\n", 4294967295U == -1, 4294967295 == -1); printf("%zu %zu\n", sizeof(L"ab"), sizeof(u8"\u20ac"));
  printf("%s\n", "\u00e9\U0001F600"); printf("%d\n", -2147483648 < 0);
}
