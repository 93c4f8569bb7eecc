// Comparisons of vectors give all ones or zero, and choose by masks.
#include <math.h>
#include <stdio.h>
typedef int v4si __attribute__((vector_size(16)));
typedef unsigned v4su __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef long v2di __attribute__((vector_size(16)));
typedef unsigned char v16qu __attribute__((vector_size(16)));
typedef short v16hi __attribute__((vector_size(32)));
#define SHOW(name, v)                                                                       \
  do {                                                                                      \
    printf("%s", name);                                                                     \
    for (unsigned i = 0; i < sizeof(v) / sizeof((v)[0]); i++) printf(" %ld", (long)(v)[i]); \
    puts("");                                                                               \
  } while (0)
#define ALL(name, a, b)           \
  do {                            \
    SHOW(name " ==", (a) == (b)); \
    SHOW(name " !=", (a) != (b)); \
    SHOW(name " <", (a) < (b));   \
    SHOW(name " <=", (a) <= (b)); \
    SHOW(name " >", (a) > (b));   \
    SHOW(name " >=", (a) >= (b)); \
  } while (0)
int main(void) {
  v4si a = {1, -2, 3, 4}, b = {1, 2, -3, 4};
  ALL("int", a, b);
  ALL("unsigned", (v4su)a, (v4su)b);
  v4sf f = {1, -2, NAN, 4}, g = {1, 2, 3, -4};
  ALL("float", f, g);
  ALL("double", ((v2df){1, NAN}), ((v2df){2, NAN}));
  ALL("long", ((v2di){1, -5}), ((v2di){1, 5}));
  v16qu c = {1, 200, 3, 250}, d = {2, 100, 3, 255};
  ALL("uchar", c, d);
  v16hi s = {1, 2, 3}, t = {3, 2, 1};
  ALL("short", s, t);
  v4si larger = (a & (a > b)) | (b & ~(a > b));
  SHOW("larger", larger);
  c = c > 100;
  SHOW("mask", c);
  SHOW("scalar", a > 2);
  v4si n = f < g;
  SHOW("of floats", n);
  return 0;
}
