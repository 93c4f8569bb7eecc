#include <stdio.h>
static void *copy(void *d, const void *s, unsigned long n) {
  void *r = d;
  __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
  return r;
}
static unsigned long length(const char *s) {
  unsigned long n = -1;
  __asm__("repne scasb" : "+D"(s), "+c"(n) : "a"(0) : "memory", "cc");
  return ~n - 1;
}
static void fill(int *p, int v, long n) {
  __asm__ volatile("cld; rep stosl" : "+D"(p), "+c"(n) : "a"(v) : "memory");
}
int main(void) {
  char b[32];
  int v[5];
  copy(b, "copied by movsb", 16);
  fill(v, 9, 5);
  printf("%s %lu %d %d\n", b, length("twelve chars"), v[0], v[4]);
}
