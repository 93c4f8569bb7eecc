#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct sb {
  char *data;
  size_t len, cap;
} sb;
static void reserve(sb *s, size_t n) {
  if (s->len + n + 1 <= s->cap) return;
  while (s->cap < s->len + n + 1) s->cap = s->cap ? s->cap * 2 : 8;
  s->data = realloc(s->data, s->cap);
}
static sb *append(sb *s, const char *f, ...) {
  va_list a, b;
  va_start(a, f);
  va_copy(b, a);
  int n = vsnprintf(0, 0, f, a);
  va_end(a);
  reserve(s, n);
  vsprintf(s->data + s->len, f, b);
  va_end(b);
  s->len += n;
  return s;
}
int main(void) {
  sb s = {0};
  for (int i = 0; i < 10; i++) append(append(&s, "%d:", i), "%s;", i % 2 ? "odd" : "even");
  printf("%zu %s\n", s.len, s.data);
  free(s.data);
}
