#include <stdio.h>
static char g[82] = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79";
static int row[9], col[9], box[9], tries;
static int solve(int i) {
  while (i < 81 && g[i] != '.') i++;
  if (i == 81) return 1;
  int r = i / 9, c = i % 9, b = r / 3 * 3 + c / 3;
  for (int d = 0; d < 9; d++) {
    int m = 1 << d;
    if ((row[r] | col[c] | box[b]) & m) continue;
    row[r] |= m, col[c] |= m, box[b] |= m;
    g[i] = '1' + d;
    tries++;
    if (solve(i + 1)) return 1;
    g[i] = '.';
    row[r] &= ~m, col[c] &= ~m, box[b] &= ~m;
  }
  return 0;
}
int main(void) {
  for (int i = 0; i < 81; i++)
    if (g[i] != '.') {
      int m = 1 << (g[i] - '1');
      row[i / 9] |= m;
      col[i % 9] |= m;
      box[i / 27 * 3 + i % 9 / 3] |= m;
    }
  printf("%d\n%s %d\n", solve(0), g, tries);
}
