// Macros that loop, choose and generate: deferred expansion, lists by X, maps over arguments, generated enums and structs.
#include <stdio.h>
#include <stddef.h>
#define CAT(a, b) CAT_(a, b)
#define CAT_(a, b) a##b
#define STR(...) STR_(__VA_ARGS__)
#define STR_(...) #__VA_ARGS__
#define NARGS(...) NARGS_(__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define NARGS_(a, b, c, d, e, f, g, h, n, ...) n
#define MAP(m, ...) CAT(MAP_, NARGS(__VA_ARGS__))(m, __VA_ARGS__)
#define MAP_1(m, a) m(a)
#define MAP_2(m, a, ...) m(a) MAP_1(m, __VA_ARGS__)
#define MAP_3(m, a, ...) m(a) MAP_2(m, __VA_ARGS__)
#define MAP_4(m, a, ...) m(a) MAP_3(m, __VA_ARGS__)
#define EMPTY()
#define DEFER(x) x EMPTY()
#define EVAL(...) EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#define EVAL1(...) EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define EVAL2(...) __VA_ARGS__
#define DEC(n) CAT(DEC_, n)
#define DEC_5 4
#define DEC_4 3
#define DEC_3 2
#define DEC_2 1
#define DEC_1 0
#define IF(c) CAT(IF_, c)
#define IF_0(t, f) f
#define IF_1(t, f) t
#define BOOL(n) CAT(BOOL_, n)
#define BOOL_0 0
#define BOOL_1 1
#define BOOL_2 1
#define BOOL_3 1
#define BOOL_4 1
#define BOOL_5 1
#define REPEAT(n, m) IF(BOOL(n))(DEFER(REPEAT_INDIRECT)()(DEC(n), m) m(n), )
#define REPEAT_INDIRECT() REPEAT
#define FIELDS(X) X(int, id, "%d") X(double, score, "%.1f") X(const char *, name, "%s")
#define MEMBER(t, n, f) t n;
#define PRINT(t, n, f) printf(#n "=" f " ", r.n);
#define OFFSET(t, n, f) + (offsetof(struct record, n) != (size_t)-1)
struct record { FIELDS(MEMBER) };
#define OPT(a, ...) a __VA_OPT__(and) __VA_ARGS__
#define LOG(fmt, ...) printf("[%s] " fmt "\n", STR(CAT(le, vel)) __VA_OPT__(,) __VA_ARGS__)
#define SHOW(n) n;
#define f(a) a*g
#define g(a) f(a)
#define object object(1)
#define lparen (
#define call(x) <x>
int main(void) {
  struct record r = {7, 9.5, "seven"}; FIELDS(PRINT) printf("%d\n", 0 FIELDS(OFFSET));
  printf("%s\n", STR(MAP(SHOW, a, b, c, d))); printf("%s\n", STR(EVAL(REPEAT(5, SHOW)))); printf("%d %d\n", NARGS(x), NARGS(x, y, (z, w)));
  printf("%s|%s|%s\n", STR(OPT(1)), STR(OPT(1, 2, 3)), STR(f(2)(9))); LOG("plain"); LOG("%d %s", 1, "two");
  printf("%s %s\n", STR(object), STR(CAT(0x, ff)));
  printf("%s\n", STR("a\n" 'c' L"w" <= >>= ... %:)); printf("%d\n", CAT(1, CAT(2, 3)));
#if NARGS(a, b) == 2 && defined(IF) && !defined UNKNOWN && (-1 > 0u) && ('a' == 97)
  puts("yes");
#elif 1
  puts("no");
#endif
  return 0;
}
