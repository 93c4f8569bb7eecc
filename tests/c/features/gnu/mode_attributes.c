// Attributes on types and variables: mode, packed, aligned, may_alias, vector-free ones that must be taken.
#include <stddef.h>
#include <stdio.h>
typedef int word __attribute__((mode(DI)));
typedef unsigned byte __attribute__((mode(QI)));
typedef unsigned pointer __attribute__((mode(pointer)));
typedef int __attribute__((may_alias)) any_int;
struct __attribute__((packed)) header { char tag; int size; short flags; } ;
struct aligned { char c; int x __attribute__((aligned(16))); } __attribute__((aligned(32)));
typedef struct { char a; long b; } __attribute__((packed, aligned(2))) mixed;
static int counter __attribute__((unused)) = 0;
static __attribute__((noinline, cold)) int slow(int x) { return x - 1; }
static inline __attribute__((always_inline, hot, flatten)) int quick(int x) { return x + 1; }
__attribute__((const)) static int pure_one(int x) { return x * x; }
__attribute__((malloc, warn_unused_result, returns_nonnull, nonnull(1))) static void *id(void *p) { return p; }
__attribute__((optimize("O0"), no_instrument_function, visibility("hidden"))) int hidden(void) { return 4; }
enum __attribute__((packed)) small { A, B, C };
int main(void) {
  printf("%zu %zu %zu\n", sizeof(word), sizeof(byte), sizeof(pointer));
  printf("%zu %zu %zu\n", sizeof(struct header), offsetof(struct header, size), offsetof(struct header, flags));
  printf("%zu %zu %zu\n", sizeof(struct aligned), offsetof(struct aligned, x), _Alignof(struct aligned));
  printf("%zu %zu %zu\n", sizeof(mixed), _Alignof(mixed), sizeof(enum small));
  float f = 1.0f;
  printf("%x\n", *(any_int *)&f);
  int on_stack __attribute__((aligned(64))) = 5;
  printf("%d %d\n", (int)((size_t)&on_stack % 64), on_stack);
  printf("%d %d %d %d\n", slow(3), quick(3), pure_one(5), hidden());
  return *(int *)id(&on_stack);
}
