// Pointers to arrays, to functions in arrays, negative subscripts, i[a], restrict, const in all places, void
// ** sorting, bytes of objects.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int sum2(int (*m)[3], int rows) {
  int s = 0;
  for (int(*p)[3] = m; p < m + rows; p++)
    for (int *q = *p; q < *(p + 1); q++) s += *q;
  return s;
}
static void transpose(int n, int a[n][n]) {
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++) {
      int t = a[i][j];
      a[i][j] = a[j][i];
      a[j][i] = t;
    }
}
static int static_size(int a[static 3]) { return a[0] + a[2]; }
static void copy(char *restrict d, const char *restrict s) {
  while ((*d++ = *s++))
    ;
}
static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void grow(int **p, size_t *n) {
  int *q = realloc(*p, (*n + 1) * sizeof **p);
  if (q) {
    q[*n] = (int)(*n * *n);
    *p = q;
    ++*n;
  }
}
struct inner {
  char tag;
  union {
    int i;
    char c[4];
  } u;
};
struct outer {
  struct inner in[2], *p;
};
int main(void) {
  int m[2][3] = {{1, 2, 3}, {4, 5, 6}};
  printf("%d %d %d %d\n", sum2(m, 2), *(*(m + 1) + 2), (*m)[1], 2 [m[0]]);
  int(*row)[3] = &m[1];
  int *mid = &m[1][1];
  printf("%d %d %td %td\n", mid[-1], (*row)[0], mid - m[0], (char *)(row + 1) - (char *)m);
  int q[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  transpose(3, q);
  printf("%d%d%d %d\n", q[0][1], q[1][0], q[2][1], static_size(q[0]));
  char b[16];
  copy(b, "copied");
  puts(b);
  const char *const words[] = {"pear", "fig", "apple"};
  const char *w[3];
  memcpy(w, words, sizeof w);
  qsort(w, 3, sizeof *w, compare);
  printf("%s %s %s\n", w[0], w[1], w[2]);
  int *v = NULL;
  size_t n = 0;
  while (n < 5) grow(&v, &n);
  printf("%d %d\n", v[4], v[n - 2]);
  free(v);
  struct outer o = {.in = {{'a', {.i = 0x64636261}}, {'b', {0}}}, .p = o.in + 1};
  o.p->u.i = 5;
  (&o)->p[-1].tag++;
  printf("%c %.4s %d %d\n", o.in->tag, o.in[0].u.c, o.in[1].u.i, (*(&o.in[1])).tag);
  char *const fixed = b;
  *fixed = 'K';
  const char *moving = b;
  moving++;
  printf("%s %s %zu\n", fixed, moving, sizeof(char[3][4]));
  void *any = &o;
  struct outer *back = any;
  printf("%d %d\n", back->p == &o.in[1], any == (void *)o.in);
  int x = 1;
  printf("%s\n", *(char *)&x ? "little" : "big");
  int *pp[2] = {&x, m[0]};
  int **ppp = pp;
  printf("%d %d %d\n", **ppp, *ppp[1], *(*(ppp + 1) + 1));
  return 0;
}
