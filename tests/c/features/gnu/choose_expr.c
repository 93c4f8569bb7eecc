// Compile-time choices: __builtin_choose_expr, types_compatible_p, constant_p, object_size.
#include <stdio.h>
#include <string.h>
#define kind(x) __builtin_choose_expr(__builtin_types_compatible_p(typeof(x), int), "int", \
  __builtin_choose_expr(__builtin_types_compatible_p(typeof(x), double), "double", \
  __builtin_choose_expr(__builtin_types_compatible_p(typeof(x), char *), "char *", "other")))
struct s { char name[16]; int n; };
int main(int argc, char **argv) {
  int i = 1; double d = 2; char *s = "x"; long l = 0;
  printf("%s %s %s %s\n", kind(i), kind(d), kind(s), kind(l));
  printf("%d %d\n", __builtin_constant_p(3 * 4), __builtin_constant_p(argc));
  printf("%d %d\n", __builtin_types_compatible_p(int[], int[5]), __builtin_types_compatible_p(const int, int));
  char buffer[24];
  printf("%zu %zu\n", __builtin_object_size(buffer, 0), __builtin_object_size(buffer + 4, 0));
  struct s v;
  printf("%zu\n", __builtin_object_size(v.name, 1));
  printf("%zd\n", (ssize_t)__builtin_object_size(argv[0], 0));
  static const int size = __builtin_choose_expr(sizeof(long) == 8, 64, 32);
  printf("%d %zu\n", size, __builtin_strlen("four"));
  return __builtin_expect(argc == 3, 1) ? 0 : 1;
}
