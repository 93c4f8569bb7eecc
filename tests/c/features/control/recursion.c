#include <stdio.h>
#include <string.h>
static int ack(int m, int n) { return m ? n ? ack(m - 1, ack(m, n - 1)) : ack(m - 1, 1) : n + 1; }
static int moves;
static void hanoi(int n, int a, int b, int c) {
  if (n) {
    hanoi(n - 1, a, c, b);
    moves++;
    hanoi(n - 1, c, b, a);
  }
}
static void permute(char *s, int k) {
  if (!s[k]) {
    printf("%s ", s);
    return;
  }
  for (int i = k; s[i]; i++) {
    char t = s[k];
    s[k] = s[i];
    s[i] = t;
    permute(s, k + 1);
    t = s[k];
    s[k] = s[i];
    s[i] = t;
  }
}
static int even(int);
static int odd(int n) { return n && even(n - 1); }
static int even(int n) { return !n || odd(n - 1); }
static int queens(int n, int row, unsigned c, unsigned d, unsigned e) {
  if (row == n) return 1;
  int s = 0;
  for (unsigned a = ~(c | d | e) & ((1u << n) - 1); a; a &= a - 1) {
    unsigned b = a & -a;
    s += queens(n, row + 1, c | b, (d | b) << 1, (e | b) >> 1);
  }
  return s;
}
int main(void) {
  printf("%d\n", ack(2, 9));
  hanoi(10, 1, 2, 3);
  printf("%d\n", moves);
  char s[] = "abcd";
  permute(s, 0);
  printf("\n%d %d %d\n", odd(101), even(101), queens(8, 0, 0, 0, 0));
}
