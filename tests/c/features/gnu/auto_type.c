// __auto_type, typeof in macros, container_of, type-safe min and max, swap.
#include <stddef.h>
#include <stdio.h>
#define max(a, b)                                                                                            \
  ({                                                                                                         \
    __auto_type _a = (a);                                                                                    \
    __auto_type _b = (b);                                                                                    \
    _a > _b ? _a : _b;                                                                                       \
  })
#define swap(a, b)                                                                                           \
  do {                                                                                                       \
    typeof(a) _t = (a);                                                                                      \
    (a) = (b);                                                                                               \
    (b) = _t;                                                                                                \
  } while (0)
#define container_of(p, type, m)                                                                             \
  ({                                                                                                         \
    const typeof(((type *)0)->m) *_p = (p);                                                                  \
    (type *)((char *)_p - offsetof(type, m));                                                                \
  })
#define ARRAY_SIZE(a)                                                                                        \
  (sizeof(a) / sizeof((a)[0]) +                                                                              \
   0 * sizeof(struct { int : -!!__builtin_types_compatible_p(typeof(a), typeof(&(a)[0])); }))
struct list {
  struct list *next;
};
struct item {
  int key;
  struct list link;
  double weight;
};
int main(void) {
  int i = 0;
  printf("%d\n", max(i++, 7));
  printf("%d\n", i);
  printf("%.2f %ld\n", max(2.5, 1), max(1L << 40, 3));
  const char *x = "left", *y = "right";
  swap(x, y);
  printf("%s %s\n", x, y);
  struct item items[3] = {{1, {0}, .5}, {2, {0}, 1.5}, {3, {0}, 2.5}};
  struct list *head = 0;
  for (size_t k = 0; k < ARRAY_SIZE(items); k++) {
    items[k].link.next = head;
    head = &items[k].link;
  }
  for (struct list *l = head; l; l = l->next) {
    struct item *it = container_of(l, struct item, link);
    printf("%d %g\n", it->key, it->weight);
  }
  __auto_type f = printf;
  f("%s\n", "through a pointer");
  typeof(int[3]) arr = {1, 2, 3};
  typeof(arr) other = {4, 5, 6};
  swap(arr[0], other[2]);
  printf("%d %d %zu\n", arr[0], other[2], sizeof(typeof(other)));
  return 0;
}
