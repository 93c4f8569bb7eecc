/* Obstacks: The GNU C Library Reference Manual, 3.2.6. */
#define _GNU_SOURCE
#include <obstack.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* Chunks and their overhead in malloc fill a page. */
enum { CHUNK = 4096 - 32, ALIGNMENT = _Alignof(max_align_t) };

int obstack_exit_failure = 1;

/* Functions with and without an argument for the caller are kept in the same member. */
#define AS(type, function) ((type)(void (*)(void))(function))
typedef struct _obstack_chunk *getter(long), *getter_with(void *, long);
typedef void putter(void *), putter_with(void *, struct _obstack_chunk *);

static void fail(void) {
  fputs("memory exhausted\n", stderr);
  exit(obstack_exit_failure);
}

void (*obstack_alloc_failed_handler)(void) = fail;

static struct _obstack_chunk *get(struct obstack *h, long size) {
  struct _obstack_chunk *chunk =
    h->use_extra_arg ? h->chunkfun(h->extra_arg, size) : AS(getter *, h->chunkfun)(size);
  if (!chunk) obstack_alloc_failed_handler();
  chunk->limit = (char *)chunk + size;
  return chunk;
}

static void put_back(struct obstack *h, struct _obstack_chunk *chunk) {
  if (h->use_extra_arg)
    h->freefun(h->extra_arg, chunk);
  else
    AS(putter *, h->freefun)(chunk);
}

static char *first(const struct obstack *h, struct _obstack_chunk *chunk) {
  return chunk->contents + (-(unsigned long)chunk->contents & h->alignment_mask);
}

static int begin(struct obstack *h, int size, int alignment) {
  h->chunk_size = size ? size : CHUNK;
  h->alignment_mask = (alignment ? alignment : ALIGNMENT) - 1;
  h->chunk = get(h, h->chunk_size);
  h->chunk->prev = 0;
  h->chunk_limit = h->chunk->limit;
  h->next_free = h->object_base = first(h, h->chunk);
  h->maybe_empty_object = h->alloc_failed = 0;
  return 1;
}

int _obstack_begin(struct obstack *h, int size, int alignment, void *(*alloc)(long), void (*release)(void *)) {
  h->chunkfun = AS(getter_with *, alloc);
  h->freefun = AS(putter_with *, release);
  h->use_extra_arg = 0;
  return begin(h, size, alignment);
}

int _obstack_begin_1(struct obstack *h, int size, int alignment, void *(*alloc)(void *, long), void (*release)(void *, void *),
                     void *arg) {
  h->chunkfun = AS(getter_with *, alloc);
  h->freefun = AS(putter_with *, release);
  h->extra_arg = arg;
  h->use_extra_arg = 1;
  return begin(h, size, alignment);
}

/* The object moves to a chunk with room for more of it; the old chunk goes if nothing else is in it. */
void _obstack_newchunk(struct obstack *h, int more) {
  struct _obstack_chunk *old = h->chunk;
  long length = h->next_free - h->object_base;
  long size = length + more + (length >> 3) + h->alignment_mask + 100;
  struct _obstack_chunk *chunk = get(h, size > h->chunk_size ? size : h->chunk_size);
  chunk->prev = old;
  char *base = first(h, chunk);
  memcpy(base, h->object_base, length);
  if (!h->maybe_empty_object && h->object_base == first(h, old)) {
    chunk->prev = old->prev;
    put_back(h, old);
  }
  h->chunk = chunk;
  h->chunk_limit = chunk->limit;
  h->object_base = base;
  h->next_free = base + length;
  h->maybe_empty_object = 0;
}

static int holds(const struct _obstack_chunk *chunk, const void *object) {
  return (char *)object > (char *)chunk && (char *)object <= chunk->limit;
}

/* Frees an object and all that came after it; everything for a null pointer. */
void _obstack_free(struct obstack *h, void *object) {
  struct _obstack_chunk *chunk = h->chunk;
  while (chunk && !(object && holds(chunk, object))) {
    struct _obstack_chunk *prev = chunk->prev;
    put_back(h, chunk);
    chunk = prev;
    h->maybe_empty_object = 1;
  }
  if (object && !chunk) abort();
  h->chunk = chunk;
  if (!chunk) return;
  h->object_base = h->next_free = object;
  h->chunk_limit = chunk->limit;
}

/* The same as a function, for who has undefined the macro. */
void(obstack_free)(struct obstack *h, void *object) { _obstack_free(h, object); }

int _obstack_allocated_p(struct obstack *h, void *object) {
  for (struct _obstack_chunk *chunk = h->chunk; chunk; chunk = chunk->prev)
    if (holds(chunk, object)) return 1;
  return 0;
}

int _obstack_memory_used(struct obstack *h) {
  long used = 0;
  for (struct _obstack_chunk *chunk = h->chunk; chunk; chunk = chunk->prev) used += chunk->limit - (char *)chunk;
  return (int)used;
}

int obstack_vprintf(struct obstack *h, const char *restrict format, va_list args) {
  char *text;
  int length = vasprintf(&text, format, args);
  if (length < 0) return -1;
  obstack_grow(h, text, length);
  free(text);
  return length;
}

int obstack_printf(struct obstack *h, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int length = obstack_vprintf(h, format, args);
  va_end(args);
  return length;
}
