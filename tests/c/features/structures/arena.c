// Allocators: an arena with marks, a pool of equal blocks, a buddy system, a ring buffer.
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static alignas(max_align_t) unsigned char memory[4096];
struct arena {
  unsigned char *base;
  size_t used, size;
};
static void *take(struct arena *a, size_t n, size_t align) {
  size_t at = (a->used + align - 1) & ~(align - 1);
  if (at + n > a->size) return NULL;
  a->used = at + n;
  return a->base + at;
}
#define NEW(a, T, n) ((T *)take(a, sizeof(T) * (n), alignof(T)))
union block {
  union block *next;
  char room[24];
};
struct pool {
  union block *free;
};
static void pool_init(struct pool *p, union block *b, int n) {
  p->free = NULL;
  for (int i = n - 1; i >= 0; i--) {
    b[i].next = p->free;
    p->free = &b[i];
  }
}
static void *pool_get(struct pool *p) {
  union block *b = p->free;
  if (b) p->free = b->next;
  return b;
}
static void pool_put(struct pool *p, void *v) {
  union block *b = v;
  b->next = p->free;
  p->free = b;
}
static unsigned char tree[63];
static int buddy(int node, int size, int want) {
  if (tree[node] == 2 || size < want) return -1;
  if (size == want) {
    if (tree[node]) return -1;
    tree[node] = 2;
    return node;
  }
  int l = buddy(2 * node + 1, size / 2, want);
  if (l < 0) l = buddy(2 * node + 2, size / 2, want);
  if (l >= 0) tree[node] = 1;
  return l;
}
struct ring {
  uint8_t data[8];
  unsigned head, tail;
};
static int ring_put(struct ring *r, uint8_t b) {
  if (r->head - r->tail == 8) return 0;
  r->data[r->head++ % 8] = b;
  return 1;
}
static int ring_get(struct ring *r) { return r->head == r->tail ? -1 : r->data[r->tail++ % 8]; }
int main(void) {
  struct arena a = {memory, 0, sizeof memory};
  char *c = NEW(&a, char, 3);
  double *d = NEW(&a, double, 2);
  struct {
    char x;
    long y;
  } *s = take(&a, 16, 8);
  printf("%td %td %td %zu\n", (unsigned char *)c - memory, (unsigned char *)d - memory,
         (unsigned char *)s - memory, a.used);
  size_t mark = a.used;
  NEW(&a, int, 100);
  printf("%zu ", a.used);
  a.used = mark;
  printf("%d\n", take(&a, 5000, 1) == NULL);
  union block blocks[3];
  struct pool p;
  pool_init(&p, blocks, 3);
  void *x = pool_get(&p), *y = pool_get(&p);
  pool_put(&p, x);
  printf("%d %d %d\n", pool_get(&p) == x, y == &blocks[1], pool_get(&p) == &blocks[2]);
  printf("%d\n", pool_get(&p) == NULL);
  printf("%d %d %d %d %d\n", buddy(0, 32, 8), buddy(0, 32, 16), buddy(0, 32, 8), buddy(0, 32, 4),
         buddy(0, 32, 1));
  struct ring r = {{0}, 0xfffffffa, 0xfffffffa};
  for (int i = 0; i < 10; i++) printf("%d", ring_put(&r, i));
  for (int i = 0; i < 9; i++) printf(" %d", ring_get(&r));
  puts("");
  return 0;
}
