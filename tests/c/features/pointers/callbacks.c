#include <stdio.h>
typedef struct {
  void (*speak)(const void *self);
  const char *name;
} vtable;
typedef struct {
  const vtable *v;
  int age;
} animal;
static void bark(const void *s) {
  printf("%s %d barks\n", ((const animal *)s)->v->name, ((const animal *)s)->age);
}
static void meow(const void *s) { printf("%s meows\n", (*(const vtable *const *)s)->name); }
static const vtable dog = {bark, "dog"}, cat = {.name = "cat", .speak = meow};
static void each(int *v, int n, void (*f)(int *, void *), void *arg) {
  while (n--) f(v++, arg);
}
static void add(int *x, void *s) { *(long *)s += *x; }
static void scale(int *x, void *k) { *x *= *(int *)k; }
static int (*compose(int (*f)(int), int (*g)(int)))(int) { return f(1) > g(1) ? f : g; }
static int inc(int x) { return x + 1; }
static int sq(int x) { return x * x; }
int main(void) {
  animal a[] = {{&dog, 3}, {&cat, 5}};
  for (int i = 0; i < 2; i++) a[i].v->speak(&a[i]);
  int v[] = {1, 2, 3}, k = 4;
  long s = 0;
  each(v, 3, scale, &k);
  each(v, 3, add, &s);
  printf("%ld %d\n", s, compose(inc, sq)(9));
}
