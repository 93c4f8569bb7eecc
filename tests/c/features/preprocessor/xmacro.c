#include <stdio.h>
#define COLOURS(X) X(RED, 0xff0000) X(GREEN, 0x00ff00) X(BLUE, 0x0000ff)
#define ENUM(n, v) n,
enum colour { COLOURS(ENUM) COUNT };
#define NAME(n, v) [n] = #n,
static const char *names[] = { COLOURS(NAME) };
#define VALUE(n, v) case n: return v;
static int value(enum colour c) { switch (c) { COLOURS(VALUE) default: return 0; } }
#define REPEAT_2(m) m(0) m(1)
#define REPEAT_4(m) REPEAT_2(m) REPEAT_2(m)
#define ONE(n) +1
#define foo() foo_impl
#define foo_impl(x) (x * foo)
#define foo 7
int main(void) { for (int i = 0; i < COUNT; i++) printf("%s %06x\n", names[i], value(i)); printf("%d %d\n", 0 REPEAT_4(ONE), foo); }
