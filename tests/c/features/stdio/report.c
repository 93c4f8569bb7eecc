// A report from records: columns with *, percent signs, widths by longest, totals, grouping by key, both
// alignments, hex dumps, bars, snprintf's answers.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct row {
  const char *dept, *name;
  int age;
  double pay;
};
static int by(const void *a, const void *b) {
  const struct row *x = a, *y = b;
  int c = strcmp(x->dept, y->dept);
  return c ? c : (y->pay > x->pay) - (y->pay < x->pay);
}
int main(void) {
  struct row rows[] = {{"sales", "Ann", 31, 4200.5},
                       {"it", "Bob", 45, 5100},
                       {"sales", "Christopher", 28, 3900.25},
                       {"it", "Di", 38, 6200.125},
                       {"hr", "Eve", 52, 4100}};
  int n = sizeof rows / sizeof *rows, width = 0;
  double total = 0;
  qsort(rows, n, sizeof *rows, by);
  for (int i = 0; i < n; i++) {
    int w = snprintf(NULL, 0, "%s (%d)", rows[i].name, rows[i].age);
    if (w > width) width = w;
    total += rows[i].pay;
  }
  for (int i = 0; i < n; i++) {
    if (!i || strcmp(rows[i].dept, rows[i - 1].dept))
      printf("%c%s\n", rows[i].dept[0] - 32, rows[i].dept + 1);
    char label[32];
    snprintf(label, sizeof label, "%s (%d)", rows[i].name, rows[i].age);
    printf("  %-*s|%*.2f|%5.1f%%|", width, label, 10, rows[i].pay, 100 * rows[i].pay / total);
    for (int k = 0; k < (int)(rows[i].pay / 1000); k++) putchar('#');
    putchar('\n');
  }
  printf("  %*s %10.2f\n", width, "total", total);
  printf("[%5d][%-5d][%05d][%+d][% d][%x][%#X][%#o][%5.3d]\n", 42, 42, 42, 42, 42, 42, 42, 42, 42);
  printf("[%8.3s][%-8.3s][%.0s][%c][%5c][%-3c]\n", "abcdef", "abcdef", "abc", 'x', 'y', 'z');
  printf("[%.3e][%G][%#.0f][%010.2f][%-10.1f][%+.1e]\n", 12345.678, 1e-10, 3.0, -3.14159, 2.25, 0.0);
  printf("[%hhd][%hd][%ld][%lld][%zu][%td][%jd][%hhu]\n", (char)300, (short)70000, 1L << 40, -5LL,
         sizeof(int), (char *)8 - (char *)3, (__INTMAX_TYPE__)-9, 511);
  char small[5];
  printf("%d ", snprintf(small, sizeof small, "%d", 1234567));
  puts(small);
  printf("%2$s %1$s %2$s %3$*4$d\n", "a", "b", 7, 4);
  int count;
  printf("12345%n678\n", &count);
  printf("%d %%\n", count);
  return 0;
}
