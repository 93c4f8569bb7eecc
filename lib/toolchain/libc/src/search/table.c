/* POSIX hsearch (open addressing), lsearch, insque. */
#define _GNU_SOURCE
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* One more slot than entries are promised, so that a search always meets an empty one. */
int hcreate_r(size_t count, struct hsearch_data *t) {
  if (t->__slots) return 0;
  size_t size = count + count / 2 + 3;
  t->__slots = calloc(size, sizeof *t->__slots);
  if (!t->__slots) return 0;
  t->__size = size;
  t->__used = 0;
  t->__limit = size - 1;
  return 1;
}

void hdestroy_r(struct hsearch_data *t) {
  free(t->__slots);
  t->__slots = 0;
}

int hsearch_r(ENTRY wanted, ACTION action, ENTRY **result, struct hsearch_data *t) {
  size_t hash = 5381;
  for (const char *p = wanted.key; *p; p++) hash = hash * 33 + (unsigned char)*p;
  size_t at = hash % t->__size;
  while (t->__slots[at].key) {
    if (!strcmp(t->__slots[at].key, wanted.key)) {
      *result = &t->__slots[at];
      return 1;
    }
    at = (at + 1) % t->__size;
  }
  *result = 0;
  if (action == FIND || t->__used == t->__limit) {
    errno = action == FIND ? ESRCH : ENOMEM;
    return 0;
  }
  t->__slots[at] = wanted;
  t->__used++;
  *result = &t->__slots[at];
  return 1;
}

static struct hsearch_data global;

int hcreate(size_t count) { return hcreate_r(count, &global); }

void hdestroy(void) { hdestroy_r(&global); }

ENTRY *hsearch(ENTRY wanted, ACTION action) {
  ENTRY *result;
  hsearch_r(wanted, action, &result, &global);
  return result;
}

void *lfind(const void *key, const void *base, size_t *n, size_t width, int (*compare)(const void *, const void *)) {
  for (size_t i = 0; i < *n; i++) {
    char *at = (char *)base + i * width;
    if (!compare(key, at)) return at;
  }
  return 0;
}

void *lsearch(const void *key, void *base, size_t *n, size_t width, int (*compare)(const void *, const void *)) {
  void *found = lfind(key, base, n, width, compare);
  return found ? found : memcpy((char *)base + (*n)++ * width, key, width);
}

struct link {
  struct link *next, *previous;
};

void insque(void *element, void *after) {
  struct link *e = element, *a = after;
  e->previous = a;
  e->next = a ? a->next : 0;
  if (!a) return;
  a->next = e;
  if (e->next) e->next->previous = e;
}

void remque(void *element) {
  struct link *e = element;
  if (e->previous) e->previous->next = e->next;
  if (e->next) e->next->previous = e->previous;
}
