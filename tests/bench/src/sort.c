/* Quicksort of as many numbers as the argument says. */
#include "arguments.h"

static u32 a[4000000];

static void sort(i64 lo, i64 hi) {
  while (lo < hi) {
    u32 pivot = a[(lo + hi) / 2];
    i64 i = lo, j = hi;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i <= j) {
        u32 t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    sort(lo, j);
    lo = i;
  }
}

void start(u64 *stack) {
  u32 x = 12345;
  i64 n = count(stack);
  for (i64 i = 0; i < n; i++) a[i] = x = x * 1664525 + 1013904223;
  sort(0, n - 1);
  show("median", a[n / 2]);
  exit(0);
}
