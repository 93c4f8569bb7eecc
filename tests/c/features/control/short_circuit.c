#include <stdio.h>
static int n; static int t(int x) { n = n * 10 + x; return x; } static int f(int x) { n = n * 10 + x; return 0; }
int main(void) {
  int a = t(1) && f(2) && t(3); printf("%d %d\n", a, n); n = 0;
  a = f(1) || t(2) || t(3); printf("%d %d\n", a, n); n = 0;
  a = f(1) && t(2) || t(3) && !f(4); printf("%d %d\n", a, n); n = 0;
  a = t(1) ? f(2) ? t(3) : t(4) : t(5); printf("%d %d\n", a, n); n = 0;
  if (!(f(1) || f(2)) && (t(3), f(4) || t(5))) printf("yes %d\n", n);
  int *p = 0; printf("%d\n", p && *p); double d = 0.1; printf("%d %d\n", d && 1, !d || 0);
  n = 0; (void)(t(1) && (t(2) , f(3)) || t(4)); printf("%d\n", n);
}
