#include <stdio.h>
#define f(a) a + f(a)
#define g(x, y) x y
#define h() 5
#define COMMA ,
#define swap(a, b) b a
#define EVAL(...) __VA_ARGS__
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, e, n, ...) n
#define STR_(...) #__VA_ARGS__
#define STR(...) STR_(__VA_ARGS__)
#define t(x, y, z) x ## y ## z
int (f)(int x) { return x * 10; }
int main(void) {
  printf("%d %d\n", f(2), EVAL(g(3, +4) * h()));
  printf("%s|%s|%s\n", STR(f(1)), STR(g((1, 2), (3))), STR(EVAL(1 COMMA 2)));
  printf("%d %d %s\n", COUNT(a), COUNT(a, b, c), STR(t(1,2,3) t(,4,5) t(6,,7) t(,,)));
  printf("%s\n", STR(swap(EVAL, (1)))); printf(STR(%s\n), STR(a "b\"" '\'' \n));
  printf("%s\n", STR(EVAL(
    several,
    lines  /* comment */ here)));
}
