// Patterns of characters: pyramids, diamonds, hollow squares, spirals, chessboards, Floyd's and Pascal's
// triangles, number snakes, multiplication tables.
#include <stdio.h>
int main(void) {
  for (int i = 1; i <= 4; i++) printf("%*s%.*s\n", 4 - i, "", 2 * i - 1, "*********");
  for (int i = -3; i <= 3; i++) {
    int a = i < 0 ? -i : i;
    for (int j = -3; j <= 3; j++) putchar(a + (j < 0 ? -j : j) <= 3 ? '*' : ' ');
    putchar('\n');
  }
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 6; j++) putchar(i && j && i < 3 && j < 5 ? ' ' : '#');
    putchar('\n');
  }
  int s[4][5], n = 0, t = 0, b = 3, l = 0, r = 4;
  while (t <= b && l <= r) {
    for (int j = l; j <= r; j++) s[t][j] = n++;
    t++;
    for (int i = t; i <= b; i++) s[i][r] = n++;
    r--;
    if (t <= b) {
      for (int j = r; j >= l; j--) s[b][j] = n++;
      b--;
    }
    if (l <= r) {
      for (int i = b; i >= t; i--) s[i][l] = n++;
      l++;
    }
  }
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 5; j++) printf("%3d%s", s[i][j], j == 4 ? "\n" : "");
  for (int i = 0, k = 1; i < 5; i++)
    for (int j = 0; j <= i; j++) printf("%d%c", k++, j == i ? '\n' : ' ');
  for (int i = 1; i <= 3; i++) {
    for (int j = 1; j <= 9; j++) printf("%4d", i * j);
    puts("");
  }
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j < 8; j++) putchar("# "[(i + j) & 1]);
    puts("|");
  }
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 5; j++) printf("%d%s", i % 2 ? i * 5 + 4 - j : i * 5 + j, j == 4 ? "\n" : " ");
  return 0;
}
