// Vectors of 2 to 64 bytes: in variables, in memory, in records, as elements.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef int v8si __attribute__((vector_size(32)));
typedef float v2sf __attribute__((vector_size(8)));
typedef double v4df __attribute__((vector_size(32)));
typedef char v4qi __attribute__((vector_size(4)));
typedef short v32hi __attribute__((vector_size(64)));
typedef int v1si __attribute__((vector_size(4)));
typedef int v4si __attribute__((vector_size(16)));
struct mixed {
  char c;
  v4si v;
  int n;
  v2sf pair;
};
struct __attribute__((packed)) packed {
  char c;
  v4si v;
};
union both {
  v4si v;
  int i[4];
};
static void wide(v8si *a, const v8si *b) { *a = *a * *b - (*a & 1); }
static v2sf two(v2sf a, v2sf b) { return a / b; }
static void four(v4df *a) { *a = *a * 2.0 + 1; }
static v32hi global = {1, 2, 3};
int main(void) {
  v8si w = {1, 2, 3, 4, 5, 6, 7, 8};
  v8si more = w + 1;
  wide(&w, &more);
  for (int i = 0; i < 8; i++) printf("%d ", w[i]);
  v2sf t = two((v2sf){6, 9}, (v2sf){2, 4});
  printf("%g %g\n", t[0], t[1]);
  v4df q = {1, 2, 3, 4};
  four(&q);
  printf("%g %g %g %g\n", q[0], q[1], q[2], q[3]);
  v4qi c = {100, 50, 25, 12};
  c = c + c / 5 - ~c;
  printf("%d %d %d %d\n", c[0], c[1], c[2], c[3]);
  global[31] = 9;
  global = -global * 3;
  printf("%d %d %d\n", global[0], global[2], global[31]);
  v1si one = {41};
  one += 1;
  printf("%d\n", one[0]);
  printf("%zu %zu %zu %zu %zu\n", sizeof w, sizeof t, sizeof c, sizeof global, __alignof__(v8si));
  struct mixed m = {1, {5, 6, 7, 8}, 9, {1.5f, 2.5f}}, *p = malloc(sizeof m);
  m.v += 1;
  m.pair *= 2.0f;
  memcpy(p, &m, sizeof m);
  printf("%d %d %g %zu %zu\n", p->v[0], p->n, p->pair[1], sizeof m, __builtin_offsetof(struct mixed, v));
  struct packed k = {1, {1, 2, 3, 4}};
  k.v = k.v * k.v;
  printf("%d %zu\n", k.v[3], sizeof k);
  union both u = {.v = {1, 2, 3, 4}};
  u.i[2] = 30;
  u.v += u.v;
  printf("%d %d\n", u.i[2], u.i[3]);
  long long bits = (long long)t;
  printf("%llx\n", bits);
  __int128 big = (__int128)u.v;
  printf("%llx\n", (unsigned long long)(big >> 64));
  v4si rows[3] = {{1, 2}, {3, 4, 5}, {6, 7, 8, 9}}, *row = rows;
  v4si sum = {0};
  while (row < rows + 3) sum += *row++;
  printf("%d %d %d %d\n", sum[0], sum[1], sum[2], sum[3]);
  free(p);
  return 0;
}
