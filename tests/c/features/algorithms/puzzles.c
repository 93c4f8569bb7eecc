// Queens, hanoi, knight's tour by Warnsdorff's rule, permutations, subsets, Josephus, magic square, Pascal.
#include <stdio.h>
#include <stdlib.h>
static int queens(int n, unsigned cols, unsigned left, unsigned right) {
  int count = 0;
  unsigned all = (1u << n) - 1, open = all & ~(cols | left | right);
  if (cols == all) return 1;
  while (open) {
    unsigned bit = open & -open;
    open ^= bit;
    count += queens(n, cols | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return count;
}
static int moves;
static void hanoi(int n, char a, char b, char c) {
  if (!n) return;
  hanoi(n - 1, a, c, b);
  if (moves++ < 5) printf("%c%c ", a, b);
  hanoi(n - 1, c, b, a);
}
static const int kr[] = {1, 2, 2, 1, -1, -2, -2, -1}, kc[] = {2, 1, -1, -2, -2, -1, 1, 2};
static int board[8][8];
static int degree(int r, int c) {
  int n = 0;
  for (int i = 0; i < 8; i++) {
    int a = r + kr[i], b = c + kc[i];
    n += a >= 0 && b >= 0 && a < 8 && b < 8 && !board[a][b];
  }
  return n;
}
static int tour(void) {
  int r = 0, c = 0, n = 1;
  board[0][0] = 1;
  for (;;) {
    int best = 9, pick = -1;
    for (int i = 0; i < 8; i++) {
      int a = r + kr[i], b = c + kc[i];
      if (a < 0 || b < 0 || a > 7 || b > 7 || board[a][b]) continue;
      int d = degree(a, b);
      if (d < best) best = d, pick = i;
    }
    if (pick < 0) return n;
    r += kr[pick];
    c += kc[pick];
    board[r][c] = ++n;
  }
}
static int next(int *a, int n) {
  int i = n - 2, j = n - 1;
  while (i >= 0 && a[i] >= a[i + 1]) i--;
  if (i < 0) return 0;
  while (a[j] <= a[i]) j--;
  int t = a[i];
  a[i] = a[j];
  a[j] = t;
  for (i++, j = n - 1; i < j; i++, j--) t = a[i], a[i] = a[j], a[j] = t;
  return 1;
}
int main(void) {
  for (int n = 4; n <= 8; n++) printf("%d ", queens(n, 0, 0, 0));
  hanoi(10, 'A', 'B', 'C');
  printf("%d\n", moves);
  printf("%d", tour());
  for (int c = 0; c < 8; c++) printf(" %d", board[7][c]);
  puts("");
  int p[] = {1, 1, 2, 3}, count = 0;
  do {
    count++;
    if (count % 5 == 0) printf("%d%d%d%d ", p[0], p[1], p[2], p[3]);
  } while (next(p, 4));
  printf("%d\n", count);
  for (unsigned s = 0, sum; s < 32; s++) {
    sum = 0;
    for (int i = 0; i < 5; i++)
      if (s >> i & 1) sum += i * i + 1;
    if (sum == 18) printf("{%u} ", s);
  }
  int who = 0;
  for (int i = 2; i <= 41; i++) who = (who + 3) % i;
  printf("%d\n", who + 1);
  enum { N = 5 };
  int m[N][N] = {{0}}, r = 0, c = N / 2;
  for (int i = 1; i <= N * N; i++) {
    m[r][c] = i;
    int a = (r + N - 1) % N, b = (c + 1) % N;
    if (m[a][b])
      r = (r + 1) % N;
    else
      r = a, c = b;
  }
  for (r = 0; r < N; r++) {
    for (c = 0; c < N; c++) printf("%3d", m[r][c]);
    puts("");
  }
  int row[11] = {1};
  for (int i = 0; i <= 10; i++) {
    for (int k = i; k; k--) row[k] += row[k - 1];
    printf("%d ", row[i / 2]);
  }
  puts("");
  return 0;
}
