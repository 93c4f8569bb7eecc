/* Quicksort of a hundred thousand numbers, by recursion. */
#include "sys.h"

static u32 a[100000];

static void sort(u32 *p, i64 lo, i64 hi) {
  if (lo >= hi) return;
  u32 pivot = p[(lo + hi) / 2];
  i64 i = lo, j = hi;
  while (i <= j) {
    while (p[i] < pivot) i++;
    while (p[j] > pivot) j--;
    if (i <= j) {
      u32 t = p[i];
      p[i++] = p[j];
      p[j--] = t;
    }
  }
  sort(p, lo, j);
  sort(p, i, hi);
}

void start(u64 *stack) {
  (void)stack;
  u32 x = 12345, n = sizeof a / sizeof *a, bad = 0;
  for (u32 i = 0; i < n; i++) a[i] = x = x * 1664525 + 1013904223;
  sort(a, 0, n - 1);
  for (u32 i = 1; i < n; i++) bad += a[i - 1] > a[i];
  show("out of order", bad);
  show("median", a[n / 2]);
  exit(0);
}
