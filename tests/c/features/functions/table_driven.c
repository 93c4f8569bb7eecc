// Tables of functions: a state machine, events with handlers, a menu with a call-back and user data, currying
// by structs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef enum { IDLE, CONNECTING, OPEN, CLOSED, STATES } state;
typedef enum { DIAL, ANSWER, HANG, EVENTS } event;
static const char *const names[] = {"idle", "connecting", "open", "closed"};
typedef state (*action)(state, void *);
static state stay(state s, void *d) {
  (*(int *)d)++;
  return s;
}
static state dial(state s, void *d) {
  (void)s;
  (void)d;
  return CONNECTING;
}
static state answer(state s, void *d) {
  (void)d;
  return s == CONNECTING ? OPEN : s;
}
static state hang(state s, void *d) {
  (void)s;
  (void)d;
  return CLOSED;
}
static const action table[STATES][EVENTS] = {[IDLE] = {dial, stay, stay},
                                             [CONNECTING] = {stay, answer, hang},
                                             [OPEN] = {[HANG] = hang, [DIAL] = stay, [ANSWER] = stay},
                                             [CLOSED] = {dial, stay, stay}};
struct closure {
  double (*call)(const struct closure *, double);
  double a;
  const struct closure *next;
};
static double scale(const struct closure *c, double x) { return c->a * x; }
static double shift(const struct closure *c, double x) { return c->a + x; }
static double both(const struct closure *c, double x) {
  return c->next[1].call(&c->next[1], c->next[0].call(&c->next[0], x));
}
static int (*choose(int up))(const void *, const void *);
static int ascending(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int descending(const void *a, const void *b) { return ascending(b, a); }
static int (*choose(int up))(const void *, const void *) { return up ? ascending : descending; }
static double apply(double (*f)(double), int n, double x) {
  while (n--) x = f(x);
  return x;
}
static double half(double x) { return x / 2; }
static double inc(double x) { return x + 1; }
int main(void) {
  event script[] = {ANSWER, DIAL, DIAL, ANSWER, HANG, HANG, DIAL};
  state s = IDLE;
  int ignored = 0;
  for (unsigned i = 0; i < sizeof script / sizeof *script; i++) {
    s = table[s][script[i]](s, &ignored);
    printf("%s ", names[s]);
  }
  printf("%d\n", ignored);
  struct closure parts[] = {{scale, 3, 0}, {shift, -1, 0}}, c = {both, 0, parts};
  printf("%g %g\n", c.call(&c, 5), (&parts[1])->call(&parts[1], 5));
  int v[] = {3, 1, 2, 5, 4};
  for (int up = 0; up < 2; up++) {
    qsort(v, 5, sizeof *v, choose(up));
    for (int i = 0; i < 5; i++) printf("%d", v[i]);
    putchar(' ');
  }
  puts("");
  double (*fs[])(double) = {half, inc};
  printf("%g %g\n", apply(fs[0], 3, 80), apply(fs[1], 4, 1));
  typedef int fn(int);
  fn *p = abs, **pp = &p;
  printf("%d %d\n", (**pp)(-4), (*p == abs) + (p == &abs));
  return 0;
}
