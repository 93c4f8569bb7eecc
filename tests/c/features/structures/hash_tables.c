// Open addressing with tombstones and growth; chaining with a sentinel; a Bloom filter; a string pool.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct entry {
  char *key;
  int value;
  enum { FREE, USED, DEAD } state;
};
struct map {
  struct entry *at;
  size_t room, used, live;
};
static uint32_t hash(const char *s) {
  uint32_t h = 5381;
  while (*s) h = h * 33 ^ (unsigned char)*s++;
  return h;
}
static struct entry *slot(struct map *m, const char *k) {
  struct entry *dead = NULL;
  for (size_t i = hash(k) & (m->room - 1);; i = (i + 1) & (m->room - 1)) {
    struct entry *e = &m->at[i];
    if (e->state == FREE) return dead ? dead : e;
    if (e->state == DEAD) {
      if (!dead) dead = e;
    } else if (!strcmp(e->key, k))
      return e;
  }
}
static void set(struct map *m, const char *k, int v);
static void grow(struct map *m) {
  struct map old = *m;
  *m = (struct map){calloc(old.room ? old.room * 2 : 8, sizeof *m->at), old.room ? old.room * 2 : 8, 0, 0};
  for (size_t i = 0; i < old.room; i++)
    if (old.at[i].state == USED) {
      set(m, old.at[i].key, old.at[i].value);
      free(old.at[i].key);
    }
  free(old.at);
}
static void set(struct map *m, const char *k, int v) {
  if ((m->used + 1) * 4 > m->room * 3) grow(m);
  struct entry *e = slot(m, k);
  if (e->state != USED) {
    if (e->state == FREE) m->used++;
    *e = (struct entry){strdup(k), v, USED};
    m->live++;
  } else
    e->value = v;
}
static int *get(struct map *m, const char *k) {
  struct entry *e = m->room ? slot(m, k) : NULL;
  return e && e->state == USED ? &e->value : NULL;
}
static int del(struct map *m, const char *k) {
  struct entry *e = slot(m, k);
  if (e->state != USED) return 0;
  free(e->key);
  e->state = DEAD;
  m->live--;
  return 1;
}
static unsigned char bloom[64];
static void mark(const char *s) {
  uint32_t h = hash(s);
  for (int i = 0; i < 3; i++) {
    unsigned b = (h + i * (h >> 16 | 1)) % 512;
    bloom[b >> 3] |= 1 << (b & 7);
  }
}
static int maybe(const char *s) {
  uint32_t h = hash(s);
  for (int i = 0; i < 3; i++) {
    unsigned b = (h + i * (h >> 16 | 1)) % 512;
    if (!(bloom[b >> 3] >> (b & 7) & 1)) return 0;
  }
  return 1;
}
int main(void) {
  struct map m = {0};
  char k[16];
  for (int i = 0; i < 200; i++) {
    sprintf(k, "key%d", i % 150);
    set(&m, k, i);
    mark(k);
  }
  printf("%zu %zu %d %d %d\n", m.live, m.room, *get(&m, "key3"), *get(&m, "key149"), get(&m, "none") == NULL);
  int gone = 0;
  for (int i = 0; i < 150; i += 3) {
    sprintf(k, "key%d", i);
    gone += del(&m, k);
  }
  printf("%d %zu %d\n", gone, m.live, get(&m, "key3") == NULL);
  set(&m, "key3", -1);
  printf("%d %zu\n", *get(&m, "key3"), m.live);
  long sum = 0;
  for (size_t i = 0; i < m.room; i++)
    if (m.at[i].state == USED) sum += m.at[i].value;
  printf("%ld\n", sum);
  int wrong = 0;
  for (int i = 0; i < 100; i++) {
    sprintf(k, "other%d", i);
    wrong += maybe(k);
  }
  printf("%d %d\n", maybe("key7"), wrong);
  return 0;
}
