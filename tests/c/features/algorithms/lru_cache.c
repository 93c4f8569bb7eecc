#include <stdio.h>
#include <stdlib.h>
typedef struct entry {
  int key, value;
  struct entry *prev, *next, *chain;
} entry;
typedef struct {
  entry head, *table[64];
  int size, cap;
} cache;
static cache *create(int cap) {
  cache *c = calloc(1, sizeof *c);
  c->cap = cap;
  c->head.prev = c->head.next = &c->head;
  return c;
}
static void unlink_(entry *e) {
  e->prev->next = e->next;
  e->next->prev = e->prev;
}
static void front(cache *c, entry *e) {
  e->next = c->head.next;
  e->prev = &c->head;
  e->next->prev = e;
  c->head.next = e;
}
static entry **slot(cache *c, int k) {
  entry **p = &c->table[(unsigned)k % 64];
  while (*p && (*p)->key != k) p = &(*p)->chain;
  return p;
}
static int get(cache *c, int k) {
  entry *e = *slot(c, k);
  if (!e) return -1;
  unlink_(e);
  front(c, e);
  return e->value;
}
static void put(cache *c, int k, int v) {
  entry **p = slot(c, k), *e = *p;
  if (e) {
    e->value = v;
    unlink_(e);
    front(c, e);
    return;
  }
  if (c->size == c->cap) {
    entry *old = c->head.prev;
    *slot(c, old->key) = old->chain;
    unlink_(old);
    free(old);
    c->size--;
    p = slot(c, k);
  }
  e = malloc(sizeof *e);
  *e = (entry){k, v};
  *p = e;
  front(c, e);
  c->size++;
}
int main(void) {
  cache *c = create(3);
  put(c, 1, 10);
  put(c, 65, 20);
  put(c, 3, 30);
  printf("%d ", get(c, 1));
  put(c, 4, 40);
  printf("%d %d %d %d\n", get(c, 65), get(c, 1), get(c, 3), get(c, 4));
  for (int i = 0; i < 500; i++) put(c, i * 7 % 90, i);
  int s = 0;
  for (int i = 0; i < 90; i++) s += get(c, i);
  printf("%d\n", s);
}
