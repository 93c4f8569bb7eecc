/* Functions at the alignment that they ask for. */
#include <stdint.h>
#include <stdio.h>

__attribute__((aligned(256))) int first(int x) { return x + 1; }
int between(int x) { return x * 3; }
int second(int x) __attribute__((aligned(64)));
int second(int x) { return x - 1; }

int main(void) {
  printf("%zu %zu\n", __alignof__(first), __alignof__(second));
  printf("%d %d\n", (int)((uintptr_t)first % 256), (int)((uintptr_t)second % 64));
  printf("%d\n", first(1) + between(2) + second(3));
  return 0;
}
