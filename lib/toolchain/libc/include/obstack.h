/* Obstacks: objects that grow at the end of a stack of chunks (The GNU C Library Reference Manual, 3.2.6). A program says
   how chunks are got by the macros obstack_chunk_alloc and obstack_chunk_free. */
#ifndef _OBSTACK_H
#define _OBSTACK_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct _obstack_chunk {
  char *limit;
  struct _obstack_chunk *prev;
  char contents[4];
};

struct obstack {
  long chunk_size;
  struct _obstack_chunk *chunk;
  /* The object that grows: its start, its end, and the end of its chunk. */
  char *object_base, *next_free, *chunk_limit;
  long temp;
  int alignment_mask;
  struct _obstack_chunk *(*chunkfun)(void *, long);
  void (*freefun)(void *, struct _obstack_chunk *);
  void *extra_arg;
  unsigned use_extra_arg : 1, maybe_empty_object : 1, alloc_failed : 1;
};

extern void (*obstack_alloc_failed_handler)(void);
extern int obstack_exit_failure;
int _obstack_begin(struct obstack *, int, int, void *(*)(long), void (*)(void *));
int _obstack_begin_1(struct obstack *, int, int, void *(*)(void *, long), void (*)(void *, void *), void *);
void _obstack_newchunk(struct obstack *, int);
void _obstack_free(struct obstack *, void *);
int _obstack_allocated_p(struct obstack *, void *);
int _obstack_memory_used(struct obstack *);
int obstack_printf(struct obstack *, const char *__restrict, ...) __attribute__((__format__(__printf__, 2, 3)));
int obstack_vprintf(struct obstack *, const char *__restrict, va_list) __attribute__((__format__(__printf__, 2, 0)));

#define obstack_init(h) obstack_begin(h, 0)
#define obstack_begin(h, size) \
  _obstack_begin((h), (size), 0, (void *(*)(long))obstack_chunk_alloc, (void (*)(void *))obstack_chunk_free)
#define obstack_specify_allocation(h, size, alignment, alloc, free) \
  _obstack_begin((h), (size), (alignment), (void *(*)(long))(alloc), (void (*)(void *))(free))
#define obstack_specify_allocation_with_arg(h, size, alignment, alloc, free, arg) \
  _obstack_begin_1((h), (size), (alignment), (void *(*)(void *, long))(alloc), (void (*)(void *, void *))(free), (arg))
#define obstack_chunkfun(h, f) ((void)((h)->chunkfun = (struct _obstack_chunk * (*)(void *, long))(f)))
#define obstack_freefun(h, f) ((void)((h)->freefun = (void (*)(void *, struct _obstack_chunk *))(f)))
#define obstack_chunk_size(h) ((h)->chunk_size)
#define obstack_alignment_mask(h) ((h)->alignment_mask)
#define obstack_memory_used(h) _obstack_memory_used(h)
#define obstack_base(h) ((void *)(h)->object_base)
#define obstack_next_free(h) ((h)->next_free)
#define obstack_1grow_fast(h, c) ((void)(*((h)->next_free)++ = (c)))
#define obstack_blank_fast(h, n) ((void)((h)->next_free += (n)))
#define obstack_ptr_grow_fast(h, p) __obstack_put_pointer((h), (p))
#define obstack_int_grow_fast(h, i) __obstack_put_int((h), (i))

static inline int __obstack_size(const struct obstack *__h) { return (int)(__h->next_free - __h->object_base); }
static inline int __obstack_left(const struct obstack *__h) { return (int)(__h->chunk_limit - __h->next_free); }
static inline int __obstack_is_empty(const struct obstack *__h) {
  return __h->chunk->prev == 0 && __h->next_free - __h->chunk->contents <= __h->alignment_mask;
}
static inline void __obstack_make_room(struct obstack *__h, int __n) {
  if (__h->chunk_limit - __h->next_free < __n) _obstack_newchunk(__h, __n);
}
static inline void __obstack_put(struct obstack *__h, const void *__p, int __n) {
  __obstack_make_room(__h, __n);
  memcpy(__h->next_free, __p, __n);
  __h->next_free += __n;
}
static inline void __obstack_put_char(struct obstack *__h, char __c) {
  __obstack_make_room(__h, 1);
  *__h->next_free++ = __c;
}
static inline void __obstack_put_zero(struct obstack *__h, const void *__p, int __n) {
  __obstack_make_room(__h, __n + 1);
  __obstack_put(__h, __p, __n);
  *__h->next_free++ = 0;
}
static inline void __obstack_put_blank(struct obstack *__h, int __n) {
  __obstack_make_room(__h, __n);
  __h->next_free += __n;
}
static inline void __obstack_put_pointer(struct obstack *__h, const void *__p) {
  memcpy(__h->next_free, &__p, sizeof __p);
  __h->next_free += sizeof __p;
}
static inline void __obstack_put_int(struct obstack *__h, int __i) {
  memcpy(__h->next_free, &__i, sizeof __i);
  __h->next_free += sizeof __i;
}
static inline void *__obstack_end(struct obstack *__h) {
  char *__object = __h->object_base;
  if (__h->next_free == __object) __h->maybe_empty_object = 1;
  __h->next_free += -(unsigned long)__h->next_free & __h->alignment_mask;
  if (__h->next_free > __h->chunk_limit) __h->next_free = __h->chunk_limit;
  __h->object_base = __h->next_free;
  return __object;
}

#define obstack_object_size(h) __obstack_size(h)
#define obstack_room(h) __obstack_left(h)
#define obstack_empty_p(h) __obstack_is_empty(h)
#define obstack_make_room(h, n) __obstack_make_room((h), (n))
#define obstack_grow(h, p, n) __obstack_put((h), (p), (n))
#define obstack_grow0(h, p, n) __obstack_put_zero((h), (p), (n))
#define obstack_1grow(h, c) __obstack_put_char((h), (c))
#define obstack_ptr_grow(h, p) (__obstack_make_room((h), sizeof(void *)), __obstack_put_pointer((h), (p)))
#define obstack_int_grow(h, i) (__obstack_make_room((h), sizeof(int)), __obstack_put_int((h), (i)))
#define obstack_blank(h, n) __obstack_put_blank((h), (n))
#define obstack_finish(h) __obstack_end(h)
#define obstack_alloc(h, n) (obstack_blank((h), (n)), obstack_finish(h))
#define obstack_copy(h, p, n) (obstack_grow((h), (p), (n)), obstack_finish(h))
#define obstack_copy0(h, p, n) (obstack_grow0((h), (p), (n)), obstack_finish(h))
#define obstack_free(h, object) _obstack_free((h), (object))

#endif
