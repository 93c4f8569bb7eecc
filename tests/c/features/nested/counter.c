// Nested functions that read and change variables around them, and call themselves.
#include <stdio.h>
static int counter(int start) {
  int n = start;
  void bump(int by) { n += by; }
  bump(1);
  bump(10);
  return n;
}
static int factorial(int n) {
  int go(int k) { return k <= 1 ? 1 : k * go(k - 1); }
  return go(n);
}
static int mutual(int n) {
  auto int odd(int);
  int even(int k) { return k == 0 ? 1 : odd(k - 1); }
  int odd(int k) { return k == 0 ? 0 : even(k - 1); }
  return even(n);
}
static void hanoi(int n) {
  int moves = 0;
  void move(int k, char from, char to, char by) {
    if (k == 0) return;
    move(k - 1, from, by, to);
    if (moves++ < 3) printf("%c%c ", from, to);
    move(k - 1, by, to, from);
  }
  move(n, 'a', 'c', 'b');
  printf("%d\n", moves);
}
static int queens(int n) {
  int column[n], found = 0;
  int safe(int row) {
    for (int r = 0; r < row; r++) {
      int d = column[r] - column[row];
      if (d == 0 || d == row - r || d == r - row) return 0;
    }
    return 1;
  }
  void place(int row) {
    if (row == n) {
      found++;
      return;
    }
    for (column[row] = 0; column[row] < n; column[row]++)
      if (safe(row)) place(row + 1);
  }
  place(0);
  return found;
}
int main(void) {
  printf("%d %d %d %d\n", counter(5), factorial(6), mutual(10), mutual(7));
  hanoi(6);
  printf("%d\n", queens(6));
  return 0;
}
