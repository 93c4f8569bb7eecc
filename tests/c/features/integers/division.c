#include <stdio.h>
#include <limits.h>
#define D(k) printf("%d %d %u %u %ld %ld\n", x / k, x % k, u / k##u, u % k##u, l / k, l % k)
int main(void) {
  volatile int xs[] = {0, 1, -1, 7, -7, 100, -100, INT_MAX, INT_MIN + 1};
  for (int i = 0; i < 9; i++) {
    int x = xs[i];
    unsigned u = x;
    long l = x * 1000003L;
    D(1);
    D(2);
    D(3);
    D(5);
    D(7);
    D(8);
    D(10);
    D(13);
    D(100);
    D(641);
    D(1000);
    D(65536);
    D(1000000007);
    D(2147483647);
  }
  for (int i = 0; i < 9; i++) {
    int x = xs[i];
    printf("%d %d %d %ld\n", x / -3, x % -3, x / -16, (long)x / -10);
    short s = x;
    unsigned char c = x;
    printf("%d %d %d\n", s / 7, s % 10, c / 3 + c % 9);
  }
}
