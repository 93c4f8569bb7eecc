#include <stdio.h>
#define max(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define swap(a, b) do { __auto_type _t = (a); (a) = (b); (b) = _t; } while (0)
struct p { int x, y; };
int main(void) {
  int i = 3, j = 4;
  int m = max(i++, j++);
  printf("%d %d %d\n", m, i, j);
  printf("%g\n", max(1.5, max(2.5f, 2)));
  swap(i, j); printf("%d %d\n", i, j);
  struct p p = ({ struct p q = { i, j }; q.x++; q; });
  printf("%d %d %d\n", p.x, p.y, ({ struct p r = { 7 }; r; }).x);
  int n = ({ int s = 0; for (int k = 0; k < 5; k++) { if (k == 3) continue; s += k; } s; });
  printf("%d\n", n);
  for (int k = 0; k < 4; k++) printf("%d ", ({ if (k == 2) break; k * 2; }));
  puts("");
}
