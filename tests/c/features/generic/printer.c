// _Generic: print anything, type names with qualifiers and pointers, absolute values and maxima by type,
// nested selections, function choice.
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#define FORMAT(x)                                                                                            \
  _Generic((x), char: "%c", signed char: "%hhd", int: "%d", unsigned: "%u", long: "%ld", unsigned long: "%lu", float: "%.2f", double: "%.3f", char *: "%s", const char *: "%s", void *: "%p", default: "?")
#define PRINT(x) (printf(FORMAT(x), x), putchar(' '))
#define NAME(x)                                                                                              \
  _Generic((x), int: "int", const int *: "const int *", int *: "int *", int **: "int **", double: "double", char: "char", _Bool: "bool", long long: "long long", unsigned char: "uchar", int (*)(int): "function", struct s: "struct s", struct s *: "struct s *", default: "other")
#define ABS(x) _Generic((x), int : abs, long : labs, double : fabs, float : fabsf)(x)
#define IS_ARRAY(x) _Generic(&(x), int(*)[sizeof(x) / sizeof(int) + 0] : 1, default : 0)
struct s {
  int a;
};
typedef int number;
static int twice(int x) { return 2 * x; }
static double twiced(double x) { return 2 * x; }
#define TWICE(x)                                                                                             \
  _Generic((x), int : twice, default : _Generic((x), double : twiced, float : twiced, default : twice))(x)
int main(void) {
  const int ci = 5;
  int i = -3, *p = &i, **pp = &p;
  struct s s = {1};
  const char *t = "text";
  char c = 'q';
  PRINT(i);
  PRINT(3u);
  PRINT(4L);
  PRINT(2.5);
  PRINT(1.5f);
  PRINT(t);
  PRINT(c);
  PRINT('c');
  PRINT("lit");
  PRINT((signed char)-7);
  puts("");
  printf("%s|%s|%s|%s|%s|%s|%s\n", NAME(ci), NAME(&ci), NAME(p), NAME(pp), NAME(c), NAME(+c), NAME((_Bool)1));
  printf("%s|%s|%s|%s|%s|%s\n", NAME(twice), NAME(s), NAME(&s), NAME(1LL + i), NAME((number)1),
         NAME(sizeof i));
  printf("%d %ld %g\n", ABS(-3), ABS(-4L), ABS(-2.5));
  int a[3];
  printf("%d %d\n", IS_ARRAY(a), IS_ARRAY(p));
  printf("%d %g %g %d\n", TWICE(4), TWICE(1.5), TWICE(2.5f), TWICE('a'));
  printf("%d\n", _Generic(i++, int : 1, default : 2) + i);
  printf("%zu %zu\n",
         sizeof(_Generic(0, int
                         : 'a', default : 0.0)),
         sizeof(_Generic(0L, int : 1, long
                         : (char)1)));
  return 0;
}
