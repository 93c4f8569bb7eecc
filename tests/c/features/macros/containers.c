// Generic containers by macros: a typed vector, a hash map, optional values, defer by cleanup, foreach,
// ranges, assertions with values, scoped locks.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define VEC(T)                                                                                               \
  struct {                                                                                                   \
    T *at;                                                                                                   \
    size_t n, room;                                                                                          \
  }
#define vec_push(v, x)                                                                                       \
  do {                                                                                                       \
    if ((v)->n == (v)->room) {                                                                               \
      (v)->room = (v)->room ? 2 * (v)->room : 4;                                                             \
      (v)->at = realloc((v)->at, (v)->room * sizeof *(v)->at);                                               \
    }                                                                                                        \
    (v)->at[(v)->n++] = (x);                                                                                 \
  } while (0)
#define vec_each(it, v) for (__typeof__(*(v)->at) *it = (v)->at; it < (v)->at + (v)->n; it++)
#define vec_free(v) (free((v)->at), memset((v), 0, sizeof *(v)))
#define OPTION(T)                                                                                            \
  struct {                                                                                                   \
    _Bool some;                                                                                              \
    T value;                                                                                                 \
  }
#define DEFINE_MAP(name, K, V, hash, same)                                                                   \
  typedef struct {                                                                                           \
    K k;                                                                                                     \
    V v;                                                                                                     \
    _Bool used;                                                                                              \
  } name##_slot;                                                                                             \
  typedef struct {                                                                                           \
    name##_slot s[32];                                                                                       \
    int n;                                                                                                   \
  } name;                                                                                                    \
  static V *name##_at(name *m, K k) {                                                                        \
    unsigned i = hash(k) % 32;                                                                               \
    while (m->s[i].used && !same(m->s[i].k, k)) i = (i + 1) % 32;                                            \
    if (!m->s[i].used) {                                                                                     \
      m->s[i] = (name##_slot){k, (V){0}, 1};                                                                 \
      m->n++;                                                                                                \
    }                                                                                                        \
    return &m->s[i].v;                                                                                       \
  }
static unsigned text_hash(const char *s) {
  unsigned h = 0;
  while (*s) h = h * 31 + *s++;
  return h;
}
#define text_same(a, b) (!strcmp(a, b))
#define int_hash(k) ((unsigned)(k)*2654435761u >> 7)
#define int_same(a, b) ((a) == (b))
DEFINE_MAP(counts, const char *, int, text_hash, text_same)
typedef struct {
  long sq;
  char tag;
} square;
DEFINE_MAP(squares, int, square, int_hash, int_same)
#define CONCAT_(a, b) a##b
#define CONCAT(a, b) CONCAT_(a, b)
#define DEFER(fn, arg) __attribute__((cleanup(fn), unused)) __typeof__(arg) CONCAT(defer_, __LINE__) = arg
#define RANGE(i, a, b) for (int i = (a), i##_end = (b); i < i##_end; i++)
#define CHECK(e, ...) ((e) ? 0 : (printf("failed: %s", #e), printf(" " __VA_ARGS__), puts(""), ++failures))
#define MAX3(a, b, c)                                                                                        \
  ({                                                                                                         \
    __typeof__(a) a_ = (a), b_ = (b), c_ = (c);                                                              \
    a_ > b_ ? a_ > c_ ? a_ : c_ : b_ > c_ ? b_ : c_;                                                         \
  })
static int failures;
static void said(const char **s) { printf("<%s>", *s); }
int main(void) {
  VEC(int) v = {0};
  VEC(const char *) w = {0};
  RANGE(i, 0, 10) vec_push(&v, i * i);
  int sum = 0;
  vec_each(p, &v) sum += *p;
  vec_push(&w, "x");
  vec_push(&w, "y");
  vec_each(s, &w) printf("%s", *s);
  printf(" %d %zu\n", sum, v.room);
  vec_free(&v);
  vec_free(&w);
  counts c = {0};
  const char *words[] = {"a", "b", "a", "c", "a"};
  RANGE(i, 0, 5)++ *counts_at(&c, words[i]);
  printf("%d %d %d\n", *counts_at(&c, "a"), *counts_at(&c, "b"), c.n);
  squares q = {0};
  RANGE(i, -5, 5) squares_at(&q, i)->sq = (long)i * i;
  printf("%ld %d\n", squares_at(&q, -4)->sq, q.n);
  CHECK(sum == 285);
  CHECK(sum == 0, "sum is %d", sum);
  {
    DEFER(said, "outer");
    RANGE(i, 0, 2) {
      DEFER(said, i ? "second" : "first");
      printf("%d", i);
    }
  }
  puts("");
  return MAX3(failures, 0, -1);
}
