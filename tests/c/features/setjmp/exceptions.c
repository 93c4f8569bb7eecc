#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
static jmp_buf *top;
#define TRY                                                                                                  \
  do {                                                                                                       \
    jmp_buf here, *saved = top;                                                                              \
    int code;                                                                                                \
    top = &here;                                                                                             \
    if ((code = setjmp(here)) == 0) {
#define CATCH                                                                                                \
  top = saved;                                                                                               \
  }                                                                                                          \
  else {                                                                                                     \
    top = saved;
#define END                                                                                                  \
  }                                                                                                          \
  }                                                                                                          \
  while (0)
#define THROW(n) longjmp(*top, n)
static int risky(int n) {
  if (n > 2) THROW(n);
  return n;
}
static void nested(int n) {
  TRY {
    risky(n);
    printf("fine %d\n", n);
  }
  CATCH {
    printf("inner %d\n", code);
    if (code > 4) THROW(code + 10);
  }
  END;
}
int main(void) {
  volatile int count = 0;
  for (int i = 1; i < 7; i++) {
    TRY {
      nested(i);
      count++;
    }
    CATCH { printf("outer %d\n", code); }
    END;
  }
  printf("%d\n", count);
  static jmp_buf env;
  volatile int n = 0;
  int local = 5;
  if (setjmp(env) < 3) {
    n++;
    local = 9;
    longjmp(env, n);
  }
  printf("%d\n", n);
  switch (setjmp(env)) {
  case 0:
    longjmp(env, 0);
  case 1:
    puts("one");
  }
}
