/* malloc on brk(2) and mmap(2): chunks with boundary tags in bins by size (D. Knuth, TAOCP 1, 2.5; D. Lea, "A Memory
   Allocator"), the bins' heads being a list in two directions. As in glibc the heap grows by 132 KiB beyond what is asked,
   and blocks of 128 KiB or more are mappings of their own.

   A chunk:   size | flags    8 bytes before the block that the program has
              the block       16-aligned; when free: next, previous, ..., and the size again in the last 8 bytes
   The last word of a free chunk is thus just below the next chunk's header: PREVIOUS_FREE there says that it is valid. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "../internal/lock.h"

#define PREVIOUS_FREE 1UL
#define MAPPED 2UL
#define FLAGS 15UL
#define HEADER 8UL
#define SMALLEST 32UL
#define MAP_THRESHOLD (128UL << 10)
#define TOP_PAD (128UL << 10)
#define SMALL_BINS 64
#define BINS (SMALL_BINS + 48)
#define LARGEST (SIZE_MAX / 2 - 4096)

struct chunk {
  size_t head;
  struct chunk *next, *previous;
};

static struct chunk *bins[BINS];
static uint64_t filled[2];
/* What is left of the heap above all chunks: [top, limit). Its head word is kept for PREVIOUS_FREE. */
static char *top, *limit;
static int lock;

#define size_of(c) ((c)->head & ~FLAGS)
#define after(c) ((struct chunk *)((char *)(c) + size_of(c)))
#define foot(c) (*(size_t *)((char *)(c) + size_of(c) - HEADER))
#define block(c) ((void *)((char *)(c) + HEADER))
#define chunk_of(p) ((struct chunk *)((char *)(p) - HEADER))

/* 16-byte steps up to 1 KiB, then four bins to each doubling. */
static unsigned bin_of(size_t size) {
  if (size < SMALL_BINS * 16) return (unsigned)(size / 16);
  unsigned high = 63 - (unsigned)__builtin_clzl(size);
  unsigned bin = SMALL_BINS + (high - 10) * 4 + (unsigned)(size >> (high - 2) & 3);
  return bin < BINS ? bin : BINS - 1;
}

static void insert(struct chunk *c) {
  unsigned bin = bin_of(size_of(c));
  c->previous = 0;
  c->next = bins[bin];
  if (c->next) c->next->previous = c;
  bins[bin] = c;
  filled[bin / 64] |= 1UL << bin % 64;
  foot(c) = size_of(c);
  after(c)->head |= PREVIOUS_FREE;
}

static void take_out(struct chunk *c) {
  unsigned bin = bin_of(size_of(c));
  if (c->next) c->next->previous = c->previous;
  if (c->previous)
    c->previous->next = c->next;
  else if (!(bins[bin] = c->next))
    filled[bin / 64] &= ~(1UL << bin % 64);
  after(c)->head &= ~PREVIOUS_FREE;
}

/* The first bin from `bin` on that has chunks, or BINS. */
static unsigned next_filled(unsigned bin) {
  if (bin >= BINS) return BINS;
  uint64_t word = filled[bin / 64] >> bin % 64;
  if (word) return bin + (unsigned)__builtin_ctzl(word);
  if (bin < 64 && filled[1]) return 64 + (unsigned)__builtin_ctzl(filled[1]);
  return BINS;
}

static struct chunk *find(size_t size) {
  unsigned bin = next_filled(bin_of(size));
  /* A large bin holds a range of sizes: its first that fits. Bins above hold only what fits. */
  for (; bin < BINS; bin = next_filled(bin + 1))
    for (struct chunk *c = bins[bin]; c; c = c->next)
      if (size_of(c) >= size) return c;
  return 0;
}

/* Gives back what a chunk has beyond `size`. Its neighbour above is in use or is the top. */
static void release(struct chunk *c);

static void split(struct chunk *c, size_t size) {
  size_t rest = size_of(c) - size;
  if (rest < SMALLEST) return;
  c->head = size | (c->head & FLAGS);
  struct chunk *r = after(c);
  r->head = rest;
  release(r);
}

/* Makes [top, limit) hold `size` bytes and a header more. */
static int grow(size_t size) {
  if (top && (size_t)(limit - top) >= size + HEADER) return 1;
  if (!top) {
    /* Blocks are 16-aligned, so headers stand 8 past it. */
    char *start = sbrk(0);
    limit = start;
    top = (char *)(((uintptr_t)start + 15) & ~15UL) + HEADER;
  }
  size_t more = size + HEADER + TOP_PAD + (size_t)(top > limit ? top - limit : 0) - (size_t)(limit > top ? limit - top : 0);
  more = (more + 4095) & ~4095UL;
  char *at = sbrk((intptr_t)more);
  if (at == (char *)-1) return 0;
  if (at != limit) {
    /* Somebody else moved the break: the heap goes on there, and the old rest is left. */
    if (limit > top && (size_t)(limit - top) >= SMALLEST + HEADER) {
      struct chunk *old = (struct chunk *)top;
      size_t rest = (size_t)(limit - top - HEADER) & ~15UL;
      old->head = rest | (old->head & PREVIOUS_FREE);
      after(old)->head = 0;
      top = 0;
      release(old);
    }
    top = (char *)(((uintptr_t)at + 15) & ~15UL) + HEADER;
    ((struct chunk *)top)->head = 0;
  } else if (limit <= top)
    ((struct chunk *)top)->head = 0;
  limit = at + more;
  return 1;
}

static void release(struct chunk *c) {
  size_t size = size_of(c);
  if (c->head & PREVIOUS_FREE) {
    size_t before = *(size_t *)((char *)c - HEADER);
    c = (struct chunk *)((char *)c - before);
    take_out(c);
    size += before;
  }
  struct chunk *n = (struct chunk *)((char *)c + size);
  if ((char *)n == top) {
    top = (char *)c;
    c->head = 0;
    if ((size_t)(limit - top) > TOP_PAD + 4096 + MAP_THRESHOLD) {
      size_t spare = ((size_t)(limit - top) - TOP_PAD - 4096) & ~4095UL;
      if (sbrk(0) == limit && sbrk(-(intptr_t)spare) != (void *)-1) limit -= spare;
    }
    return;
  }
  /* The next chunk is free when the one after it says so; size 0 is the end of a piece of heap. */
  if (size_of(n) && (after(n)->head & PREVIOUS_FREE)) {
    take_out(n);
    size += size_of(n);
  }
  c->head = size;
  insert(c);
}

static struct chunk *map_chunk(size_t size, size_t align) {
  /* One 16-byte unit before the block: how much lies before the chunk, then the head. */
  size_t total = (size + 16 + (align > 16 ? align : 0) + 4095) & ~4095UL;
  char *map = mmap(0, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED) return 0;
  char *p = (char *)(((uintptr_t)map + 16 + align - 1) & ~(align - 1));
  struct chunk *c = chunk_of(p);
  ((size_t *)c)[-1] = (size_t)((char *)c - HEADER - map);
  c->head = ((size_t)(map + total - (char *)c) & ~15UL) | MAPPED;
  return c;
}

static void unmap_chunk(struct chunk *c) {
  size_t before = ((size_t *)c)[-1];
  char *map = (char *)c - HEADER - before;
  char *end = (char *)(((uintptr_t)c + size_of(c) + 4095) & ~4095UL);
  munmap(map, (size_t)(end - map));
}

static size_t padded(size_t n) {
  size_t size = (n + HEADER + 15) & ~15UL;
  return size < SMALLEST ? SMALLEST : size;
}

static struct chunk *allocate(size_t size) {
  struct chunk *c = find(size);
  if (c) {
    take_out(c);
    split(c, size);
    return c;
  }
  if (!grow(size)) return 0;
  c = (struct chunk *)top;
  c->head = size | (c->head & PREVIOUS_FREE);
  top += size;
  ((struct chunk *)top)->head = 0;
  return c;
}

/* C11 7.22.3.4. */
void *malloc(size_t n) {
  if (n > LARGEST) {
    errno = ENOMEM;
    return 0;
  }
  size_t size = padded(n);
  struct chunk *c;
  if (n >= MAP_THRESHOLD)
    c = map_chunk(size, 16);
  else {
    __lock(&lock);
    c = allocate(size);
    __unlock(&lock);
  }
  if (c) return block(c);
  errno = ENOMEM;
  return 0;
}

/* C11 7.22.3.3. errno is kept, as POSIX.1-2024 asks. */
void free(void *p) {
  if (!p) return;
  int error = errno;
  struct chunk *c = chunk_of(p);
  if (c->head & MAPPED)
    unmap_chunk(c);
  else {
    __lock(&lock);
    release(c);
    __unlock(&lock);
  }
  errno = error;
}

/* C11 7.22.3.2. A fresh mapping is zero already. */
void *calloc(size_t n, size_t each) {
  size_t total;
  if (__builtin_mul_overflow(n, each, &total)) {
    errno = ENOMEM;
    return 0;
  }
  void *p = malloc(total);
  if (p && !(chunk_of(p)->head & MAPPED)) memset(p, 0, total);
  return p;
}

size_t malloc_usable_size(void *p) { return p ? size_of(chunk_of(p)) - HEADER : 0; }

/* Grows or shrinks in place where it can: into the top or a free chunk above. */
static int resize(struct chunk *c, size_t size) {
  if (size_of(c) < size) {
    struct chunk *n = after(c);
    if ((char *)n == top) {
      size_t more = size - size_of(c);
      if ((size_t)(limit - top) < more + HEADER) return 0;
      c->head += more;
      top += more;
      ((struct chunk *)top)->head = 0;
      return 1;
    }
    if (!(after(n)->head & PREVIOUS_FREE) || size_of(c) + size_of(n) < size) return 0;
    take_out(n);
    c->head += size_of(n);
  }
  split(c, size);
  return 1;
}

/* C11 7.22.3.5. */
void *realloc(void *p, size_t n) {
  if (!p) return malloc(n);
  if (!n) {
    free(p);
    return 0;
  }
  if (n > LARGEST) {
    errno = ENOMEM;
    return 0;
  }
  struct chunk *c = chunk_of(p);
  size_t size = padded(n);
  if (c->head & MAPPED) {
    size_t before = ((size_t *)c)[-1];
    if (n >= MAP_THRESHOLD && before == 0) {
      char *map = (char *)c - HEADER;
      size_t old = ((uintptr_t)c + size_of(c) + 4095 - (uintptr_t)map) & ~4095UL;
      size_t wanted = (size + 16 + 4095) & ~4095UL;
      if (wanted == old) return p;
      char *moved = mremap(map, old, wanted, MREMAP_MAYMOVE);
      if (moved == MAP_FAILED) return 0;
      c = (struct chunk *)(moved + HEADER);
      c->head = ((wanted - HEADER) & ~15UL) | MAPPED;
      return block(c);
    }
    if (size_of(c) >= size && size_of(c) - size < MAP_THRESHOLD / 2) return p;
  } else if (n < MAP_THRESHOLD || size_of(c) >= size) {
    __lock(&lock);
    int done = resize(c, size);
    __unlock(&lock);
    if (done) return p;
  }
  void *to = malloc(n);
  if (!to) return 0;
  size_t have = malloc_usable_size(p);
  memcpy(to, p, have < n ? have : n);
  free(p);
  return to;
}

void *reallocarray(void *p, size_t n, size_t each) {
  size_t total;
  if (!__builtin_mul_overflow(n, each, &total)) return realloc(p, total);
  errno = ENOMEM;
  return 0;
}

/* A block on a boundary is cut out of a larger one. */
void *memalign(size_t align, size_t n) {
  if (align & (align - 1)) {
    errno = EINVAL;
    return 0;
  }
  if (align <= 16) return malloc(n);
  if (n > LARGEST - align) {
    errno = ENOMEM;
    return 0;
  }
  size_t size = padded(n);
  if (size + align >= MAP_THRESHOLD) {
    struct chunk *c = map_chunk(size, align);
    if (c) return block(c);
    errno = ENOMEM;
    return 0;
  }
  __lock(&lock);
  struct chunk *c = allocate(size + align + SMALLEST);
  if (c) {
    uintptr_t at = (uintptr_t)block(c);
    if (at & (align - 1)) {
      uintptr_t to = (at + SMALLEST + align - 1) & ~(align - 1);
      struct chunk *d = chunk_of(to);
      size_t lead = (size_t)((char *)d - (char *)c);
      d->head = size_of(c) - lead;
      c->head = lead | (c->head & FLAGS);
      release(c);
      c = d;
    }
    split(c, size);
  }
  __unlock(&lock);
  if (c) return block(c);
  errno = ENOMEM;
  return 0;
}

/* C11 7.22.3.1. */
void *aligned_alloc(size_t align, size_t n) { return memalign(align, n); }

/* POSIX posix_memalign: answers the error. */
int posix_memalign(void **to, size_t align, size_t n) {
  if (align < sizeof(void *) || (align & (align - 1))) return EINVAL;
  int error = errno;
  void *p = memalign(align, n);
  errno = error;
  if (!p) return ENOMEM;
  *to = p;
  return 0;
}

void *valloc(size_t n) { return memalign(4096, n); }

void *pvalloc(size_t n) { return memalign(4096, (n + 4095) & ~4095UL); }

/* malloc_trim(3): gives the top of the heap back, less `pad`. */
int malloc_trim(size_t pad) {
  int done = 0;
  __lock(&lock);
  if (top && (size_t)(limit - top) > pad + 2 * 4096) {
    size_t spare = ((size_t)(limit - top) - pad - 4096) & ~4095UL;
    if (sbrk(0) == limit && sbrk(-(intptr_t)spare) != (void *)-1) {
      limit -= spare;
      done = 1;
    }
  }
  __unlock(&lock);
  return done;
}
