#include <stdio.h>
struct point { int x, y; };
struct line { struct point a, b; char name[6]; };
int v[] = { 1, [5] = 6, 7, [2] = 3, 4 };
int r[10] = { [0 ... 3] = 1, [8] = 2, [6 ... 7] = 3 };
struct line l = { .b.y = 4, .a = { .y = 2 }, .a.x = 1, .b.x = 3, .name = "line" };
struct line ls[] = { [1] = { { 1, 2 }, { 3, 4 }, "one" }, [0].a.x = 9, [0].name[2] = 'z' };
int m[][3] = { [1] = { 1, 2 }, { 3 }, [0][2] = 7 };
int main(void) {
  for (unsigned i = 0; i < sizeof v / sizeof *v; i++) printf("%d ", v[i]);
  for (int i = 0; i < 10; i++) printf("%d ", r[i]);
  printf("\n%d %d %d %d %s\n", l.a.x, l.a.y, l.b.x, l.b.y, l.name);
  printf("%d %d %s %zu\n", ls[0].a.x, ls[0].name[2], ls[1].name, sizeof ls / sizeof *ls);
  for (int i = 0; i < 3; i++) printf("%d %d %d;", m[i][0], m[i][1], m[i][2]);
  puts("");
}
