#include <stdio.h>
#include <stdint.h>
int main(void) {
  int v[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, *p = v + 3, *q = &v[8];
  printf("%td %d %d %d\n", q - p, *p++, *++p, *p--);
  printf("%d %d\n", p[-1], -1 [p]);
  p += 2;
  p -= 1;
  printf("%d %d %d\n", *p, p < q, p != q);
  char *c = (char *)v;
  printf("%d\n", *(int *)(c + 4 * sizeof(int)));
  struct s {
    char a[3];
    short b;
  } s[4], *r = s;
  r++;
  printf("%td %td\n", (char *)r - (char *)s, &s[3] - r);
  int **pp = &p;
  **pp = 77;
  printf("%d\n", v[p - v]);
  void *vp = v;
  vp = (char *)vp + 8;
  printf("%d\n", *(int *)vp);
  uintptr_t u = (uintptr_t)&v[1] - (uintptr_t)v;
  printf("%lu\n", (unsigned long)u);
  const int *k = v;
  k = k + 5 - 2;
  printf("%d\n", *k);
  vp++;
  printf("%td\n", (char *)vp - (char *)v);
}
