// Eleven sorts held against qsort: bubble, insertion, selection, shell, heap, quick, merge, counting, radix,
// comb, gnome.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void swap(int *a, int *b) {
  int t = *a;
  *a = *b;
  *b = t;
}
static void bubble(int *a, int n) {
  for (int s = 1; s;) {
    s = 0;
    for (int i = 1; i < n; i++)
      if (a[i - 1] > a[i]) swap(&a[i - 1], &a[i]), s = 1;
  }
}
static void insertion(int *a, int n) {
  for (int i = 1; i < n; i++) {
    int v = a[i], j = i;
    for (; j && a[j - 1] > v; j--) a[j] = a[j - 1];
    a[j] = v;
  }
}
static void selection(int *a, int n) {
  for (int i = 0; i < n; i++) {
    int m = i;
    for (int j = i; j < n; j++)
      if (a[j] < a[m]) m = j;
    swap(&a[i], &a[m]);
  }
}
static void shell(int *a, int n) {
  for (int g = n / 2; g; g /= 2)
    for (int i = g; i < n; i++)
      for (int j = i; j >= g && a[j - g] > a[j]; j -= g) swap(&a[j], &a[j - g]);
}
static void sift(int *a, int i, int n) {
  for (int c; (c = 2 * i + 1) < n; i = c) {
    if (c + 1 < n && a[c + 1] > a[c]) c++;
    if (a[i] >= a[c]) return;
    swap(&a[i], &a[c]);
  }
}
static void heap(int *a, int n) {
  for (int i = n / 2; i--;) sift(a, i, n);
  while (n > 1) {
    swap(a, &a[--n]);
    sift(a, 0, n);
  }
}
static void quick(int *a, int n) {
  if (n < 2) return;
  int p = a[n / 2], *l = a, *r = a + n - 1;
  while (l <= r) {
    if (*l < p)
      l++;
    else if (*r > p)
      r--;
    else
      swap(l++, r--);
  }
  quick(a, r - a + 1);
  quick(l, a + n - l);
}
static void merge(int *a, int n) {
  if (n < 2) return;
  int h = n / 2, t[h];
  merge(a, h);
  merge(a + h, n - h);
  memcpy(t, a, sizeof t);
  for (int i = 0, j = h, k = 0; i < h;) a[k++] = j < n && a[j] < t[i] ? a[j++] : t[i++];
}
static void counting(int *a, int n) {
  int c[1001] = {0};
  for (int i = 0; i < n; i++) c[a[i] + 500]++;
  for (int v = 0, k = 0; v <= 1000; v++)
    while (c[v]--) a[k++] = v - 500;
}
static void radix(int *a, int n) {
  int t[n];
  for (int s = 0; s < 32; s += 8) {
    int c[257] = {0};
    for (int i = 0; i < n; i++) c[(((unsigned)a[i] ^ 0x80000000u) >> s & 255) + 1]++;
    for (int i = 0; i < 256; i++) c[i + 1] += c[i];
    for (int i = 0; i < n; i++) t[c[((unsigned)a[i] ^ 0x80000000u) >> s & 255]++] = a[i];
    memcpy(a, t, sizeof t);
  }
}
static void comb(int *a, int n) {
  for (int g = n, s = 1; g > 1 || s;) {
    g = g * 10 / 13;
    if (g < 1) g = 1;
    s = 0;
    for (int i = 0; i + g < n; i++)
      if (a[i] > a[i + g]) swap(&a[i], &a[i + g]), s = 1;
  }
}
static void gnome(int *a, int n) {
  for (int i = 0; i < n;)
    if (!i || a[i - 1] <= a[i])
      i++;
    else {
      swap(&a[i], &a[i - 1]);
      i--;
    }
}
static int compare(const void *a, const void *b) { return (*(int *)a > *(int *)b) - (*(int *)a < *(int *)b); }
int main(void) {
  static const struct {
    const char *n;
    void (*f)(int *, int);
  } s[] = {{"bubble", bubble}, {"insertion", insertion}, {"selection", selection}, {"shell", shell},
           {"heap", heap},     {"quick", quick},         {"merge", merge},         {"counting", counting},
           {"radix", radix},   {"comb", comb},           {"gnome", gnome}};
  int a[300], b[300];
  for (unsigned k = 0; k < sizeof s / sizeof *s; k++) {
    int bad = 0;
    for (int n = 0; n < 300; n += 37) {
      unsigned x = n + 1;
      for (int i = 0; i < n; i++) {
        x = x * 1103515245 + 12345;
        a[i] = b[i] = (int)(x >> 16) % 1000 - 500;
      }
      s[k].f(a, n);
      qsort(b, n, sizeof *b, compare);
      bad += memcmp(a, b, n * sizeof *a) != 0;
    }
    printf("%s %d %d\n", s[k].n, bad, a[0]);
  }
  return 0;
}
