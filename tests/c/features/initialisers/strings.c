#include <stdio.h>
char a[] = "abc", b[3] = "abc", c[] = { "brace" }, d[2][4] = { "ab", { 'x', 'y' } }, e[] = "a\0b\x41\101\n";
char *p[] = { "one", "t" "wo", [3] = "four" };
struct { char s[4]; int n; } t[] = { "abc", 1, { "de" }, { { 'f' }, 3 } };
int main(void) {
  printf("%zu %zu %zu %zu\n", sizeof a, sizeof b, sizeof c, sizeof e);
  printf("%.3s %s %s %s\n", b, c, d[0], d[1]);
  printf("%s %s %p %s\n", p[0], p[1], (void *)p[2], p[3]);
  for (int i = 0; i < 3; i++) printf("%.4s %d\n", t[i].s, t[i].n);
  printf("%c %d %s\n", "abc"[1], *"x" + 1, &"hello"[2]);
}
