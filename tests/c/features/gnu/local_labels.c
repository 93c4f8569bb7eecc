#include <stdio.h>
#define find(v, n, x) ({ __label__ found; int _i; for (_i = 0; _i < (n); _i++) if ((v)[_i] == (x)) goto found; _i = -1; found: _i; })
int main(void) {
  int v[] = { 3, 1, 4, 1, 5 };
  printf("%d %d %d\n", find(v, 5, 4), find(v, 5, 9), find(v, 5, 5));
}
