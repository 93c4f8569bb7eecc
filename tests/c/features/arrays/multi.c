// Arrays: rotation, three dimensions, jagged rows, parallel arrays, in-place dedupe, merging, Dutch flag,
// histogram, sieve of bits, matrices by row pointers, copying parts, negative steps.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void flip(int *a, int n) {
  for (int i = 0; i < n / 2; i++) {
    int t = a[i];
    a[i] = a[n - 1 - i];
    a[n - 1 - i] = t;
  }
}
static void rotate(int *a, int n, int k) {
  flip(a, n);
  flip(a, k);
  flip(a + k, n - k);
}
static int dedupe(int *a, int n) {
  int k = 0;
  for (int i = 0; i < n; i++)
    if (!k || a[k - 1] != a[i]) a[k++] = a[i];
  return k;
}
static void flag(char *s) {
  char *l = s, *m = s, *r = s + strlen(s) - 1;
  while (m <= r) {
    char t = *m;
    if (t == 'r')
      *m++ = *l, *l++ = t;
    else if (t == 'b')
      *m = *r, *r-- = t;
    else
      m++;
  }
}
static double **table(int r, int c) {
  double **t = malloc(r * sizeof *t);
  t[0] = calloc((size_t)r * c, sizeof **t);
  for (int i = 1; i < r; i++) t[i] = t[0] + i * c;
  return t;
}
static int sum3(int n, int a[][3][4]) {
  int s = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 4; k++) s += a[i][j][k] * (i + j + k);
  return s;
}
int main(void) {
  int a[] = {1, 2, 3, 4, 5, 6, 7};
  rotate(a, 7, 3);
  for (int i = 0; i < 7; i++) printf("%d", a[i]);
  int d[] = {1, 1, 2, 2, 2, 3, 5, 5};
  printf(" %d", dedupe(d, 8));
  char s[] = "gbrrgbgr";
  flag(s);
  printf(" %s\n", s);
  int cube[2][3][4];
  for (int i = 0; i < 24; i++) (&cube[0][0][0])[i] = i;
  printf("%d %d %zu\n", sum3(2, cube), cube[1][2][3], sizeof cube[0]);
  const int *rows[] = {(int[]){1, 0}, (int[]){1, 2, 0}, (int[]){0}, (int[]){7, 8, 9, 0}};
  for (int i = 0; i < 4; i++)
    for (const int *p = rows[i]; *p; p++) printf("%d%c", *p, p[1] ? ',' : ';');
  puts("");
  double **t = table(3, 4);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 4; j++) t[i][j] = i + j / 10.0;
  printf("%.1f %.1f\n", t[2][3], t[0][5]);
  free(t[0]);
  free(t);
  unsigned char sieve[128];
  memset(sieve, 0xff, sizeof sieve);
  int count = 0;
  for (int i = 2; i < 1024; i++)
    if (sieve[i >> 3] >> (i & 7) & 1) {
      count++;
      for (int j = i * i; j < 1024; j += i) sieve[j >> 3] &= ~(1 << (j & 7));
    }
  printf("%d\n", count);
  int h[10] = {0}, most = 0;
  for (const char *p = "31415926535897932384626433832795"; *p; p++)
    if (++h[*p - '0'] > most) most = h[*p - '0'];
  for (int l = most; l; l--) {
    for (int i = 0; i < 10; i++) putchar(h[i] >= l ? '*' : ' ');
    puts("|");
  }
  int *end = a + 7;
  while (end-- > a)
    if (end - a < 7 && *end % 2) printf("%d ", *end);
  memcpy(a + 1, a + 4, 2 * sizeof *a);
  printf("%d %d\n", a[1], a[2]);
  return 0;
}
