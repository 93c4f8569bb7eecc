#include <stdio.h>
#define name(x) _Generic((x), char: "char", signed char: "schar", unsigned char: "uchar", short: "short", int: "int", unsigned: "uint", \
  long: "long", unsigned long: "ulong", long long: "llong", float: "float", double: "double", long double: "ldouble", \
  char *: "char*", const char *: "cchar*", int *: "int*", void *: "void*", int (*)(const char *, ...): "fn", default: "other")
struct s { int x; };
int main(void) {
  char c = 0; short h = 0; const int k = 1; int v[3]; struct s s;
  printf("%s %s %s %s %s\n", name(c), name((signed char)0), name('a'), name(h), name(h + 1));
  printf("%s %s %s %s %s\n", name(1u), name(1L), name(1UL), name(1LL), name(k));
  printf("%s %s %s %s %s %s\n", name(1.f), name(1.), name(1.L), name("s"), name((const char *)0), name(v));
  printf("%s %s %s %s\n", name(printf), name((void *)0), name(s), name(c + 1.f));
  printf("%s %s\n", name(_Generic(1, int: 2.0f, default: 3)), name(sizeof 1));
}
