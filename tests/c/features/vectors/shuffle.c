// __builtin_shuffle, __builtin_shufflevector, __builtin_convertvector.
#include <stdio.h>
typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef short v4hi __attribute__((vector_size(8)));
typedef double v4df __attribute__((vector_size(32)));
typedef unsigned char v16qu __attribute__((vector_size(16)));
#define SHOW(name, v)                                                                        \
  do {                                                                                       \
    printf("%s", name);                                                                      \
    for (unsigned i = 0; i < sizeof(v) / sizeof((v)[0]); i++) printf(" %g", (double)(v)[i]); \
    puts("");                                                                                \
  } while (0)
int main(void) {
  v4si a = {10, 20, 30, 40}, b = {50, 60, 70, 80}, mask = {3, 2, 1, 0};
  SHOW("reverse", __builtin_shuffle(a, mask));
  SHOW("wraps", __builtin_shuffle(a, mask + 4));
  SHOW("two", __builtin_shuffle(a, b, (v4si){0, 4, 1, 5}));
  SHOW("constant", __builtin_shufflevector(a, b, 7, 6, 0, 1));
  SHOW("half", __builtin_shufflevector(a, b, 1, 6));
  SHOW("double", __builtin_shufflevector(a, a, 0, 1, 2, 3, 3, 2, 1, 0));
  v16qu c;
  for (int i = 0; i < 16; i++) c[i] = i * i;
  SHOW("bytes", __builtin_shuffle(c, 15 - (v16qu){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
  v4sf f = __builtin_convertvector(a, v4sf) * 1.3f;
  SHOW("to float", f);
  SHOW("to int", __builtin_convertvector(f, v4si));
  SHOW("to short", __builtin_convertvector(a * 1000, v4hi));
  SHOW("to double", __builtin_convertvector(f, v4df));
  return 0;
}
