/* Old style all through: implicit int, parameters declared behind the list, functions without prototypes. */
#include <stdio.h>
#define YES 1
#define NO 0
int lines, words;
main(argc, argv)
char **argv;
{
  extern count();
  register i;
  static char buf[] = "now is the time\nfor all good men\n";
  count(buf, sizeof buf - 1);
  printf("%d %d %d\n", lines, words, argc);
  for (i = 1; i < argc; ++i)
    printf("%s%s", argv[i], (i < argc - 1) ? " " : "\n");
  printf("%d %d\n", power(2, 10), max(3, 8));
  printf("%d\n", lower(0121));
  return 0;
}
count(s, n)
char *s;
int n;
{
  int in = NO;
  for (; n-- > 0; s++) {
    if (*s == '\n') lines++;
    if (*s == ' ' || *s == '\n' || *s == '\t') in = NO;
    else if (in == NO) { in = YES; words++; }
  }
}
power(x, n) { int p; for (p = 1; n > 0; --n) p = p * x; return (p); }
max(a, b) int b; { return a > b ? a : b; }
lower(c) char c; { return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c; }
