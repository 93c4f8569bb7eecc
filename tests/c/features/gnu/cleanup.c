// __attribute__((cleanup)): run at every way out of a block, last declared first.
#include <stdio.h>
#include <stdlib.h>
#define auto_free __attribute__((cleanup(free_p)))
static void free_p(void *p) { printf("free %s\n", *(char **)p ? "block" : "null"); free(*(void **)p); }
static void say(int *n) { printf("end of %d\n", *n); }
static int early(int how) {
  int a __attribute__((cleanup(say))) = how * 10;
  for (int i = 0; i < 3; i++) {
    __attribute__((cleanup(say))) int b = a + i;
    if (how == 1 && i == 1) return b;
    if (how == 2 && i == 1) break;
    if (how == 3 && i == 0) continue;
    if (how == 4 && i == 2) goto out;
    printf("body %d\n", b);
  }
  {
    int c __attribute__((cleanup(say))) = 1000 + a;
    a++;
    if (how == 5) return c + a;
  }
out:
  return a;
}
int main(void) {
  auto_free char *p = malloc(10);
  auto_free char *q = NULL;
  (void)p; (void)q;
  for (int how = 0; how < 6; how++) printf("= %d\n", early(how));
  switch (3) {
    case 3: {
      int d __attribute__((cleanup(say))) = 77;
      break;
    }
  }
  return 0;
}
