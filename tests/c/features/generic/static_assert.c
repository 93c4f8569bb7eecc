#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
_Static_assert(sizeof(long) == 8, "LP64");
struct s {
  char c;
  alignas(16) int n;
  static_assert(1);
};
alignas(64) static char line[64];
static_assert(offsetof(struct s, n) == 16 && alignof(struct s) == 16, "aligned");
int main(void) {
  bool b = 3;
  _Alignas(double) char buf[8];
  printf("%d %zu %zu %d %d\n", b, sizeof(struct s), alignof(max_align_t), (int)((size_t)line % 64),
         (int)((size_t)buf % 8));
  assert(b);
  printf("%s\n", __func__);
}
