// Binary search, bounds, interpolation, ternary search, two pointers, sliding windows, prefix sums, majority,
// quickselect.
#include <stdio.h>
#include <stdlib.h>
static int lower(const int *a, int n, int v) {
  int l = 0;
  while (n) {
    int h = n / 2;
    if (a[l + h] < v)
      l += h + 1, n -= h + 1;
    else
      n = h;
  }
  return l;
}
static int upper(const int *a, int n, int v) {
  int l = 0, r = n;
  while (l < r) {
    int m = l + (r - l) / 2;
    if (a[m] <= v)
      l = m + 1;
    else
      r = m;
  }
  return l;
}
static double peak(double (*f)(double), double l, double r) {
  for (int i = 0; i < 200; i++) {
    double a = l + (r - l) / 3, b = r - (r - l) / 3;
    if (f(a) < f(b))
      l = a;
    else
      r = b;
  }
  return l;
}
static double hill(double x) { return -(x - 1.25) * (x - 1.25); }
static int select_(int *a, int n, int k) {
  for (;;) {
    int p = a[k], i = 0, j = n - 1;
    while (i <= j) {
      while (a[i] < p) i++;
      while (a[j] > p) j--;
      if (i <= j) {
        int t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    if (k <= j)
      n = j + 1;
    else if (k >= i) {
      a += i;
      n -= i;
      k -= i;
    } else
      return p;
  }
}
static int window(const char *s) {
  int last[128], best = 0, from = 0;
  for (int i = 0; i < 128; i++) last[i] = -1;
  for (int i = 0; s[i]; i++) {
    if (last[(int)s[i]] >= from) from = last[(int)s[i]] + 1;
    last[(int)s[i]] = i;
    if (i - from + 1 > best) best = i - from + 1;
  }
  return best;
}
static int kadane(const int *a, int n) {
  int best = a[0], run = 0;
  for (int i = 0; i < n; i++) {
    run = run > 0 ? run + a[i] : a[i];
    if (run > best) best = run;
  }
  return best;
}
static int majority(const int *a, int n) {
  int c = 0, v = 0;
  for (int i = 0; i < n; i++) {
    if (!c) v = a[i];
    c += a[i] == v ? 1 : -1;
  }
  return v;
}
int main(void) {
  int a[] = {1, 3, 3, 3, 5, 8, 13, 21};
  for (int v = 0; v < 23; v += 3) printf("%d-%d ", lower(a, 8, v), upper(a, 8, v));
  printf("%.4f\n", peak(hill, -10, 10));
  int b[] = {9, 1, 8, 2, 7, 3, 6, 4, 5};
  for (int k = 0; k < 9; k += 2) {
    int c[9];
    for (int i = 0; i < 9; i++) c[i] = b[i];
    printf("%d ", select_(c, 9, k));
  }
  int d[] = {-2, 1, -3, 4, -1, 2, 1, -5, 4}, e[] = {2, 2, 1, 1, 2, 2, 3};
  printf("%d %d %d %d\n", kadane(d, 9), majority(e, 7), window("abcabcbb"), window("pwwkew"));
  int l = 0, r = 7, pairs = 0;
  while (l < r) {
    int s = a[l] + a[r];
    if (s == 16) pairs++;
    if (s < 16)
      l++;
    else
      r--;
  }
  printf("%d\n", pairs);
  return 0;
}
