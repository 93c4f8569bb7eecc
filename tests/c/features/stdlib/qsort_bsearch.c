#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct rec {
  char name[8];
  int age;
};
static int by_age(const void *a, const void *b) {
  return ((const struct rec *)a)->age - ((const struct rec *)b)->age;
}
static int by_name(const void *a, const void *b) {
  return strcmp(((const struct rec *)a)->name, ((const struct rec *)b)->name);
}
static int ints(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}
static int strs(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
int main(void) {
  struct rec r[] = {{"zoe", 31}, {"adam", 25}, {"mia", 42}, {"bob", 19}};
  qsort(r, 4, sizeof *r, by_age);
  for (int i = 0; i < 4; i++) printf("%s ", r[i].name);
  qsort(r, 4, sizeof *r, by_name);
  struct rec key = {"mia"}, *f = bsearch(&key, r, 4, sizeof *r, by_name);
  printf("%d\n", f ? f->age : -1);
  int v[1000];
  unsigned s = 1;
  for (int i = 0; i < 1000; i++) v[i] = (s = s * 1103515245 + 12345) >> 8 & 0xffff;
  qsort(v, 1000, sizeof *v, ints);
  int ok = 1;
  for (int i = 1; i < 1000; i++) ok &= v[i - 1] <= v[i];
  printf("%d %d %d\n", ok, v[0], v[999]);
  char *w[] = {"pear", "apple", "fig"};
  qsort(w, 3, sizeof *w, strs);
  printf("%s %s %s\n", w[0], w[1], w[2]);
}
