/* C11 6.10.3.5, examples 2 to 7, as programs may write them. */
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0, 1
#define t(a) a
#define p() int
#define q(x) x
#define r(x, y) x##y
#define str(x) #x
f(y + 1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x + (3, 4) - w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2, 3), r(4, ), r(, 5), r(, ) };
char c[2][6] = { str(hello), str() };
#undef h
#undef t
#undef f
#define xstr(s) str(s)
#define debug(s, t) printf("x" #s "= %d, x" #t "= %s", x##s, x##t)
#define INCFILE(n) vers##n
#define glue(a, b) a##b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n), s);
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
char joined[] = join(x, y);
#define t2(x, y, z) x##y##z
int j[] = { t2(1, 2, 3), t2(, 4, 5), t2(6, , 7), t2(8, 9, ), t2(10, , ), t2(, 11, ), t2(, , 12), t2(, , ) };
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test) ? puts(#test) : printf(__VA_ARGS__))
showlist(The first, second, and third items.);
report(x > y, "x is %d but y is %d", x, y);
