// Linkage and storage: extern in blocks, statics of the same name, tentative definitions, inline with
// external definition, thread-locals, register, hidden shadows, recursion with statics, const objects at file
// scope.
#include <stdio.h>
int tentative;
int tentative;
extern int tentative;
int tentative = 4;
static int internal;
static int internal = 7;
extern int later[];
inline int twice(int x) { return 2 * x; }
extern int twice(int x);
static inline int thrice(int x);
static int next(void) {
  static int n = 10;
  return n++;
}
static int other(void) {
  static int n;
  n += 2;
  return n;
}
static _Thread_local int tls = 3;
static __thread int zero;
static const int table[] = {1, 2, 3};
int shadow = 1;
static int counter(int reset) {
  static int depth, most;
  if (reset) return most;
  if (++depth > most) most = depth;
  if (depth < 6) counter(0);
  return --depth;
}
static int *address(void) {
  static int kept = 40;
  return &kept;
}
struct opaque;
static struct opaque *none;
static int take(struct opaque *p) { return p == none; }
static int args(register int a, const int b, volatile int c) {
  a += b;
  c += a;
  return c;
}
int main(void) {
  extern int shadow;
  {
    int shadow = 2;
    {
      extern int shadow;
      printf("%d ", shadow);
    }
    printf("%d\n", shadow);
  }
  printf("%d %d %d %d\n", tentative, internal, later[1], twice(thrice(2)));
  printf("%d ", next());
  printf("%d ", next());
  printf("%d ", other());
  printf("%d\n", other());
  for (int i = 0; i < 2; i++) {
    static int once;
    int each = 0;
    once++;
    each++;
    printf("%d%d ", once, each);
  }
  tls += 2;
  zero++;
  printf("%d %d %d\n", tls, zero, table[2]);
  counter(0);
  printf("%d\n", counter(1));
  ++*address();
  printf("%d %d %d\n", *address(), take(0), args(1, 2, 3));
  int (*p)(int) = twice;
  extern int late(void);
  printf("%d %d\n", p(21), late());
  typedef int shadow_type;
  {
    char shadow_type = 'c';
    printf("%zu\n", sizeof shadow_type);
  }
  return 0;
}
int later[3] = {5, 6, 7};
static inline int thrice(int x) { return 3 * x; }
int late(void) { return internal + tentative; }
