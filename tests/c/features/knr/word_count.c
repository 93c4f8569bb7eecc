#include <stdio.h>
#include <string.h>
#define IN 1
#define OUT 0
static char *input = "now is the time\nfor all good men\n\tto come  to the aid\n";
int get() { return *input ? *input++ : EOF; }
main() {
  int c, nl, nw, nc, state;
  state = OUT;
  nl = nw = nc = 0;
  while ((c = get()) != EOF) {
    ++nc;
    if (c == '\n') ++nl;
    if (c == ' ' || c == '\n' || c == '\t') state = OUT;
    else if (state == OUT) { state = IN; ++nw; }
  }
  printf("%d %d %d\n", nl, nw, nc);
  return 0;
}
