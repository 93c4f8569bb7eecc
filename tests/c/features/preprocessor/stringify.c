#include <stdio.h>
#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define VALUE 42
#define LIST(...) { __VA_ARGS__ }
#define LOG(fmt, ...) printf(fmt, ##__VA_ARGS__)
#define OPT(fmt, ...) printf(fmt __VA_OPT__(,) __VA_ARGS__)
#define NAMED(args...) printf(args)
#define EMPTY
#define F(x) f(x)
static int f(int x) { return x + 1; }
int main(void) {
  printf("%s %s %s %s\n", STR(VALUE), XSTR(VALUE), STR("a\n" 'b'), STR(  a   +   b  ));
  int CAT(va, r1) = 5, XCAT(x, VALUE) = 6; printf("%d %d\n", var1, x42);
  int v[] = LIST(1, 2, 3); LOG("plain\n"); LOG("%d %d\n", v[1], v[2]); OPT("opt\n"); OPT("%d\n", 9); NAMED("%s\n", "named");
  printf("%d %d\n", F(F(1)), f EMPTY (3)); printf("%s\n", XSTR(F(F(1))));
  printf("%d %s\n", __LINE__, __func__); printf("%s\n", XSTR(__LINE__));
  int XCAT(u, __COUNTER__) = 1, XCAT(u, __COUNTER__) = 2; printf("%d\n", u0 + u1);
}
