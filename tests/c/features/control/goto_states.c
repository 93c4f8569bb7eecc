#include <stdio.h>
static int match(const char *s) {
start:
  switch (*s++) {
  case 'a':
    goto gotA;
  case 0:
    return 0;
  default:
    goto start;
  }
gotA:
  if (*s == 'a') {
    s++;
    goto gotA;
  }
  if (*s++ == 'b') goto gotB;
  s--;
  goto start;
gotB:
  if (*s == 'c') return 1;
  goto start;
}
static int cleanup(int fail) {
  int r = -1;
  printf("open ");
  if (fail == 1) goto out;
  printf("alloc ");
  if (fail == 2) goto close;
  printf("work ");
  r = 0;
  printf("free ");
close:
  printf("close ");
out:
  printf("out\n");
  return r;
}
int main(void) {
  const char *t[] = {"xxabc", "aabc", "abac", "", "ababc"};
  for (int i = 0; i < 5; i++) printf("%d", match(t[i]));
  puts("");
  for (int i = 0; i < 3; i++) printf("%d\n", cleanup(i));
  int n = 0;
loop:
  if (n < 3) {
    n++;
    goto loop;
  }
  {
    int x;
    goto in;
    x = 5;
  in:
    x = 7;
    printf("%d %d\n", n, x);
  }
}
