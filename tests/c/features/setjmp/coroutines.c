// ucontext generators, exceptions with cleanup by setjmp, longjmp out of a signal handler and out of qsort.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>
static ucontext_t caller, gen;
static int value, done;
static char stack[65536];
static void yield(int v) {
  value = v;
  swapcontext(&gen, &caller);
}
static void squares(int n) {
  for (int i = 0; i < n; i++) yield(i * i);
  done = 1;
}
static int next(void) {
  swapcontext(&caller, &gen);
  return !done;
}
struct frame {
  jmp_buf at;
  struct frame *outer;
  const char *what;
};
static struct frame *top;
#define TRY                                                                                                  \
  for (struct frame f_ = {.outer = top}, *once_ = (top = &f_); once_; once_ = NULL, top = f_.outer)          \
    if (setjmp(f_.at) == 0)
#define CATCH else
#define THROW(m) (top->what = (m), longjmp(top->at, 1))
static int depth;
static void risky(int n) {
  depth++;
  if (n == 0) THROW("bottom");
  risky(n - 1);
}
static jmp_buf out;
static int calls;
static int impatient(const void *a, const void *b) {
  if (++calls == 5) longjmp(out, calls);
  return *(int *)a - *(int *)b;
}
static sigjmp_buf escape;
static void handler(int s) { siglongjmp(escape, s); }
int main(void) {
  getcontext(&gen);
  gen.uc_stack.ss_sp = stack;
  gen.uc_stack.ss_size = sizeof stack;
  gen.uc_link = &caller;
  makecontext(&gen, (void (*)(void))squares, 1, 6);
  while (next()) printf("%d ", value);
  puts("");
  TRY {
    risky(5);
    puts("not here");
  }
  CATCH printf("caught %s at %d\n", f_.what, depth);
  TRY {
    TRY { THROW("inner"); }
    CATCH {
      printf("%s ", f_.what);
      top = f_.outer;
      THROW("again");
    }
  }
  CATCH printf("%s\n", f_.what);
  int v[] = {5, 3, 9, 1, 7, 2};
  int r = setjmp(out);
  if (r == 0)
    qsort(v, 6, sizeof *v, impatient);
  else
    printf("left after %d\n", r);
  signal(SIGFPE, handler);
  for (int i = 0; i < 2; i++) {
    volatile int zero = 0;
    int s = sigsetjmp(escape, 1);
    if (s)
      printf("signal %d\n", s);
    else
      printf("%d\n", 10 / zero);
  }
  return 0;
}
