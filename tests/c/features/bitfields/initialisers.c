#include <stdio.h>
struct flags {
  unsigned read : 1, write : 1, : 2, mode : 3, : 0, kind : 4;
} table[] = {{1, 0, 5, 9}, {.kind = 3, .write = 1}, {.mode = 7}};
static const struct flags k = {1, 1, 2, 3};
int main(void) {
  for (int i = 0; i < 3; i++)
    printf("%d %d %d %d\n", table[i].read, table[i].write, table[i].mode, table[i].kind);
  struct flags l = {table[0].mode, table[1].kind, k.mode};
  printf("%d %d %d %d %zu\n", l.read, l.write, l.mode, l.kind, sizeof l);
}
