#include <stdio.h>
#define f(x) x f
#define h(a,...) a, ## __VA_ARGS__ __VA_OPT__(z)
#define str(x) #x
#define xstr(x) str(x)
f(1)(2) h(1) h(1,2)
xstr(__LINE__) str( a  "b\n" c)
#define x       3
#define f(a)    f(x * (a))
#undef  x
#define x       2
#define g       f
#define z       z[0]
#define hh       g(~
#define m(a)    a(w)
#define w       0,1
#define t(a)    a
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | hh 5) & m
(f)^m(m);
int \
foo;
