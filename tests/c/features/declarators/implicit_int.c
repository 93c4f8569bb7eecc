#include <stdio.h>
static x = 5;
const y = 6;
f(a, b) char a; { return a + b; }
auto_test() { register i = 3; auto j = 4; return i * j; }
main() { printf("%d %d %d %d\n", x, y, f('a', 2), auto_test()); return 0; }
