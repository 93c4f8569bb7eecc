/* C11 7.22.5. qsort is a merge sort, as glibc's was: stable, n log n in every case; when there is no memory, a heap sort. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int compare(const void *, const void *, void *);

static void merge_sort(char *base, size_t n, size_t size, compare *cmp, void *arg, char *work) {
  if (n < 2) return;
  size_t half = n / 2;
  char *right = base + half * size, *end = base + n * size;
  merge_sort(base, half, size, cmp, arg, work);
  merge_sort(right, n - half, size, cmp, arg, work);
  char *a = base, *b = right, *to = work;
  while (a < right && b < end) {
    if (cmp(a, b, arg) <= 0) {
      memcpy(to, a, size);
      a += size;
    } else {
      memcpy(to, b, size);
      b += size;
    }
    to += size;
  }
  /* What is left on the right is in its place already. */
  memcpy(to, a, (size_t)(right - a));
  memcpy(base, work, (size_t)(to - work) + (size_t)(right - a));
}

static void swap(char *a, char *b, size_t size) {
  for (; size; size--, a++, b++) {
    char t = *a;
    *a = *b;
    *b = t;
  }
}

static void sift(char *base, size_t root, size_t n, size_t size, compare *cmp, void *arg) {
  for (size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && cmp(base + child * size, base + (child + 1) * size, arg) < 0) child++;
    if (cmp(base + root * size, base + child * size, arg) >= 0) return;
    swap(base + root * size, base + child * size, size);
  }
}

static void heap_sort(char *base, size_t n, size_t size, compare *cmp, void *arg) {
  for (size_t i = n / 2; i--;) sift(base, i, n, size, cmp, arg);
  while (n-- > 1) {
    swap(base, base + n * size, size);
    sift(base, 0, n, size, cmp, arg);
  }
}

void qsort_r(void *base, size_t n, size_t size, compare *cmp, void *arg) {
  char some[1024];
  if (n < 2 || !size) return;
  size_t total = n * size;
  char *work = total <= sizeof some ? some : malloc(total);
  if (!work) {
    heap_sort(base, n, size, cmp, arg);
    return;
  }
  merge_sort(base, n, size, cmp, arg, work);
  if (work != some) free(work);
}

struct plain {
  int (*cmp)(const void *, const void *);
};

static int call_plain(const void *a, const void *b, void *arg) { return ((struct plain *)arg)->cmp(a, b); }

void qsort(void *base, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  struct plain p = { cmp };
  qsort_r(base, n, size, call_plain, &p);
}

void *bsearch(const void *key, const void *base, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  const char *low = base;
  while (n) {
    const char *middle = low + n / 2 * size;
    int order = cmp(key, middle);
    if (!order) return (void *)middle;
    if (order > 0) {
      low = middle + size;
      n--;
    }
    n /= 2;
  }
  return 0;
}
