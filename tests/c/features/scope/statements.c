// Statements are blocks: what a condition declares holds in it alone.
#include <stdio.h>
int main(void) {
  struct s {
    char c[1];
  };
  int a = 0, b = 0, n = 2;
  if ((a = sizeof(struct s { char c[2]; })))
    b = sizeof(struct s { char c[3]; });
  else
    b = sizeof(struct s { char c[4]; });
  printf("%d %d %zu\n", a, b, sizeof(struct s));
  if (a = sizeof(struct s { char c[5]; }), 0)
    b = 0;
  else
    b = sizeof(struct s);
  printf("%d %d %zu\n", a, b, sizeof(struct s));
  while ((a = sizeof(enum {one = 1, two = 20})), n) b = two, n--;
  printf("%d %d\n", a, b);
  do b = sizeof(struct s { char c[6]; });
  while ((a = sizeof(struct s { char c[7]; })), 0);
  printf("%d %d\n", a, b);
  switch (a = sizeof(struct s { char c[8]; }))
  default:
    b = sizeof(struct s { char c[9]; });
  printf("%d %d\n", a, b);
  int i;
  for (i = sizeof(struct s { char c[10]; }); i; i = 0) b = sizeof(struct s { char c[11]; }), a = i;
  printf("%d %d %zu\n", a, b, sizeof(struct s));
  int j = __imag__ ++n;
  printf("%d %d\n", n, j);
  return 0;
}
