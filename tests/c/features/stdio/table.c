#include <stdio.h>
int main(void) {
  const char *names[] = {"alpha", "be", "gamma delta"};
  double v[] = {3.14159, -1234.5, 0.00012};
  for (int i = 0; i < 3; i++) printf("|%-12s|%12.3f|%+12.2e|%8.3g|\n", names[i], v[i], v[i], v[i]);
  for (int i = 1; i <= 5; i++, putchar('\n'))
    for (int j = 1; j <= 5; j++) printf("%4d", i * j);
  for (int c = 0; c <= 100; c += 25) printf("%3dC = %5.1fF\n", c, c * 9 / 5.0 + 32);
  fprintf(stdout, "%s%s", "", "done\n");
  fputs("puts\n", stdout);
  fwrite("raw\n", 1, 4, stdout);
  putc('c', stdout);
  putchar('\n');
  for (int i = 0; i < 5; i++) printf("%*s\n", i + 1, "*");
  printf("%.*s|%-*d|%0*d\n", 3, "abcdef", 5, 42, 5, 42);
  fflush(stdout);
}
