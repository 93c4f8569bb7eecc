#include <stdio.h>
char *(*f(char *(*a)[3]))[3] { return a; }
int main(void) {
  char *names[3] = { "a", "bb", "ccc" }, *(*p)[3] = &names;
  int m[2][3][4], (*q)[3][4] = m, n = 0;
  for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) for (int k = 0; k < 4; k++) m[i][j][k] = n++;
  printf("%s %s\n", (*f(p))[1], *(*p + 2));
  printf("%d %d %zu %zu\n", q[1][2][3], *(*(*(m + 1) + 1) + 1), sizeof *q, sizeof **q);
  printf("%td %td\n", &m[1][0][0] - &m[0][2][0], (q + 1) - q);
}
