/* Arenas and growing text. */
#include <stdlib.h>
#include <string.h>
#include "sh.h"

struct block {
  struct block *before;
  size_t used, room;
  char data[];
};

struct arena scratch;

static void *must(void *p) {
  if (!p) fail(2, "out of memory");
  return p;
}

void *get(struct arena *a, size_t n) {
  n = (n + 15) & ~15UL;
  if (!a->last || a->last->room - a->last->used < n) {
    size_t room = n > 4000 ? n : 4000;
    struct block *b = must(malloc(sizeof *b + room));
    b->before = a->last;
    b->used = 0;
    b->room = room;
    a->last = b;
  }
  void *p = a->last->data + a->last->used;
  a->last->used += n;
  return memset(p, 0, n);
}

char *get_text(struct arena *a, const char *s, size_t n) { return memcpy(get(a, n + 1), s, n); }

struct mark mark(void) {
  struct mark m = { scratch.last, scratch.last ? scratch.last->used : 0 };
  return m;
}

void release(struct mark m) {
  while (scratch.last != m.block) {
    struct block *b = scratch.last;
    scratch.last = b->before;
    free(b);
  }
  if (m.block) m.block->used = m.used;
}

void arena_free(struct arena *a) {
  while (a->last) {
    struct block *b = a->last;
    a->last = b->before;
    free(b);
  }
}

void text_add(struct text *t, int c) {
  if (t->n + 1 >= t->room) t->s = must(realloc(t->s, t->room = 2 * t->room + 64));
  t->s[t->n++] = (char)c;
}

void text_put(struct text *t, const char *s, size_t n) {
  while (n--) text_add(t, *s++);
}

/* The text with its zero byte. */
char *text_end(struct text *t) {
  text_add(t, 0);
  t->n--;
  return t->s;
}
