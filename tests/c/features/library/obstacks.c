/* Obstacks: objects that grow, are finished, freed back to, and printed into. */
#include <obstack.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int chunks;

static void *get(size_t size) {
  chunks++;
  return malloc(size);
}

static void put_back(void *chunk) {
  chunks--;
  free(chunk);
}

#define obstack_chunk_alloc get
#define obstack_chunk_free put_back

struct pair {
  int a;
  double b;
};

static void *counted(void *count, size_t size) {
  ++*(int *)count;
  return malloc(size);
}

static void uncounted(void *count, void *chunk) {
  --*(int *)count;
  free(chunk);
}

int main(void) {
  struct obstack stack, *h = &stack;
  obstack_init(h);
  printf("%d, %d chunks\n", obstack_empty_p(h), chunks);
  obstack_grow(h, "hello", 5);
  obstack_1grow(h, ',');
  obstack_grow0(h, " world", 6);
  printf("%d bytes\n", (int)obstack_object_size(h));
  char *hello = obstack_finish(h);
  printf("%s, %d bytes, %d\n", hello, (int)obstack_object_size(h), obstack_empty_p(h));
  char *copy = obstack_copy0(h, "abcdef", 3);
  struct pair *pair = obstack_alloc(h, sizeof *pair);
  *pair = (struct pair){ 7, 2.5 };
  printf("%s %d %g, aligned %d\n", copy, pair->a, pair->b, (int)((uintptr_t)pair & obstack_alignment_mask(h)));

  for (int i = 0; i < 3000; i++) obstack_int_grow(h, i);
  int *numbers = obstack_finish(h);
  for (int i = 0; i < 10; i++) obstack_ptr_grow(h, hello + i);
  obstack_ptr_grow(h, 0);
  char **list = obstack_finish(h);
  long sum = 0;
  for (int i = 0; i < 3000; i++) sum += numbers[i];
  printf("%ld, %s, %d chunks\n", sum, list[7], chunks);

  int length = obstack_printf(h, "%d and %s", 42, hello);
  obstack_1grow(h, 0);
  printf("%d: %s\n", length, (char *)obstack_base(h));
  obstack_free(h, obstack_finish(h));
  obstack_free(h, numbers);
  printf("%s %d %g, %d chunks\n", copy, pair->a, pair->b, chunks);
  obstack_free(h, copy);
  printf("the same place: %d\n", copy == (char *)obstack_copy(h, "xyz", 4));
  for (int i = 0; i < 100; i++) obstack_blank(h, 1000);
  printf("%d bytes grow\n", (int)obstack_object_size(h));
  obstack_make_room(h, 16);
  obstack_1grow_fast(h, 'q');
  obstack_blank_fast(h, 3);
  printf("%d bytes, %d\n", (int)obstack_object_size(h), obstack_room(h) >= 12);
  obstack_free(h, 0);
  printf("%d chunks\n", chunks);

  int count = 0;
  obstack_specify_allocation_with_arg(h, 200, 64, counted, uncounted, &count);
  void *first = obstack_alloc(h, 1), *second = obstack_alloc(h, 1);
  printf("%d apart, %d, %d\n", (int)((char *)second - (char *)first), (int)((uintptr_t)second % 64), count);
  obstack_alloc(h, 1000);
  printf("%d\n", count);
  obstack_free(h, 0);
  printf("%d\n", count);
}
