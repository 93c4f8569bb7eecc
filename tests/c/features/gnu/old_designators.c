// GNU's old designators, ranges, empty structs, zero-length arrays, casts to unions.
#include <stdio.h>
struct point { int x, y; };
union value { int i; double d; char *s; };
struct empty {};
struct packet { int length; char data[0]; };
static int table[16] = {[0 ... 3] = 1, [4 ... 7] = 2, [10] = 9, [12 ... 15] = 3};
static void show(union value v, int kind) {
  if (kind == 0) printf("int %d\n", v.i);
  else if (kind == 1) printf("double %g\n", v.d);
  else printf("string %s\n", v.s);
}
int main(void) {
  struct point p = {y: 2, x: 1}, q = {.x = 5, y: 6};
  printf("%d %d %d %d\n", p.x, p.y, q.x, q.y);
  int squares[] = {[3] 9, [1] 1, [2] 4};
  for (unsigned i = 0; i < sizeof squares / sizeof *squares; i++) printf("%d ", squares[i]);
  for (int i = 0; i < 16; i++) printf("%d", table[i]);
  printf("\n%zu %zu\n", sizeof(struct empty), sizeof(struct packet));
  show((union value)3, 0);
  show((union value)2.5, 1);
  show((union value)(char *)"text", 2);
  char buffer[32];
  struct packet *k = (struct packet *)buffer;
  k->length = 3;
  for (int i = 0; i < 3; i++) k->data[i] = 'a' + i;
  printf("%d %.3s %d\n", k->length, k->data, (int)(k->data - buffer));
  struct point grid[2][2] = {[0 ... 1] = {[0 ... 1] = {7, 8}}};
  printf("%d %d\n", grid[1][1].x, grid[0][1].y);
  return 0;
}
