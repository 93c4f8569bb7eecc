#include <stdio.h>
int main(void) {
  int i, j, n = 0;
  for (i = 0, j = 10; i < j; i++, j--) n += i * j; printf("%d\n", n);
  do { n -= 7; if (n % 5 == 0) continue; if (n < 50) break; } while (n > 0); printf("%d\n", n);
  for (;;) { if (++n > 60) goto out; while (1) { if (n & 1) break; n++; } }
out: printf("%d\n", n);
  for (unsigned k = 5; k-- > 0;) printf("%u ", k);
  for (char c = 'a'; c != 'f'; c++) putchar(c); puts("");
  outer: for (i = 0; i < 3; i++) { for (j = 0; j < 3; j++) { if (j == 2) goto next; printf("%d%d ", i, j); } next:; }
  puts(""); if (n < 100) { n = 1000; goto outer; }
  while (i --> 0) printf("%d", i); puts("");
  for (int i = 0, *p = &i; *p < 3; ++*p) printf("%d", i); puts("");
}
