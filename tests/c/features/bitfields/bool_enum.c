#include <stdio.h>
#include <stdbool.h>
enum colour { RED, GREEN, BLUE = 5 };
struct s { bool on : 1; enum colour c : 4; signed char n : 3; bool all; };
int main(void) {
  struct s s = { 0 };
  s.on = 4; s.c = BLUE; s.n = -4; s.all = 0.5;
  printf("%d %d %d %d %zu\n", s.on, s.c == BLUE, s.n, s.all, sizeof s);
  s.on = !s.on; s.on |= 2; s.n--;
  printf("%d %d\n", s.on, s.n);
}
