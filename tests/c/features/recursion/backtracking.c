// Recursion: combinations, parentheses, N coins, word break, subset sums, Gray lists, flood of calls, mutual,
// Ackermann, Fibonacci with memory, power sets, towers counted.
#include <stdio.h>
#include <string.h>
static void parens(char *b, int at, int open, int close) {
  if (!open && !close) {
    b[at] = 0;
    printf("%s ", b);
    return;
  }
  if (open) {
    b[at] = '(';
    parens(b, at + 1, open - 1, close + 1);
  }
  if (close) {
    b[at] = ')';
    parens(b, at + 1, open, close - 1);
  }
}
static void choose(int n, int k, int from, int *c, int have) {
  if (have == k) {
    for (int i = 0; i < k; i++) printf("%d", c[i]);
    putchar(' ');
    return;
  }
  for (int i = from; i <= n; i++) {
    c[have] = i;
    choose(n, k, i + 1, c, have + 1);
  }
}
static long coins(const int *c, int n, int sum) {
  if (!sum) return 1;
  if (sum < 0 || !n) return 0;
  return coins(c, n, sum - c[n - 1]) + coins(c, n - 1, sum);
}
static int split(const char *s, const char *const *w) {
  if (!*s) return 1;
  int ways = 0;
  for (int i = 0; w[i]; i++) {
    size_t l = strlen(w[i]);
    if (!strncmp(s, w[i], l)) ways += split(s + l, w);
  }
  return ways;
}
static long memo[91];
static long fib(int n) { return n < 2 ? n : memo[n] ? memo[n] : (memo[n] = fib(n - 1) + fib(n - 2)); }
static void gray(int n, int prefix, int flip) {
  if (!n) {
    printf("%d ", prefix);
    return;
  }
  gray(n - 1, prefix << 1 | flip, 0);
  gray(n - 1, prefix << 1 | !flip, 1);
}
static int female(int);
static int male(int n) { return n ? n - female(male(n - 1)) : 0; }
static int female(int n) { return n ? n - male(female(n - 1)) : 1; }
static int subsets(const int *a, int n, int sum) {
  return !n ? sum == 0 : subsets(a + 1, n - 1, sum) + subsets(a + 1, n - 1, sum - *a);
}
static void binary(unsigned n) {
  if (n > 1) binary(n >> 1);
  putchar('0' + (n & 1));
}
static unsigned long digits(unsigned long n) { return n < 10 ? n : digits(n / 10) + n % 10; }
static int partition(int n, int most) {
  if (!n) return 1;
  int c = 0;
  for (int i = most < n ? most : n; i; i--) c += partition(n - i, i);
  return c;
}
int main(void) {
  char b[16];
  int c[8];
  parens(b, 0, 3, 0);
  puts("");
  choose(5, 3, 1, c, 0);
  puts("");
  static const int k[] = {1, 5, 10, 25, 50};
  static const char *const w[] = {"cat", "cats", "and", "sand", "dog", 0};
  printf("%ld %d %ld\n", coins(k, 5, 100), split("catsanddog", w), fib(90));
  gray(3, 0, 0);
  printf("| %d %d\n", male(20), female(20));
  static const int a[] = {3, 34, 4, 12, 5, 2, -3};
  printf("%d ", subsets(a, 7, 9));
  binary(1000);
  printf(" %lu %d\n", digits(9876543210ul), partition(30, 30));
  return 0;
}
