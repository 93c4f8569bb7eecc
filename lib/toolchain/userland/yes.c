/* yes: coreutils' yes. */
#include <stdio.h>

int main(int argc, char **argv) {
  for (;;) {
    for (int i = 1; i < argc || i == 1; i++) {
      if (i > 1) putchar(' ');
      fputs(i < argc ? argv[i] : "y", stdout);
    }
    if (putchar('\n') == EOF) return 1;
  }
}
