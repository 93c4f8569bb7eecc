#define named(fmt, args...) printf(fmt, ##args)
named("a");
named("a", 1, 2);
#define opt(x, ...) f(x __VA_OPT__(, ) __VA_ARGS__)
opt(1) opt(1, 2) opt(1, )
#define EMPTY
opt(1, EMPTY)
#define SDEF(sname, ...) S sname __VA_OPT__(= { __VA_ARGS__ })
SDEF(foo);
SDEF(bar, 1, 2);
#define G(X, ...) f(0, X __VA_OPT__(, ) __VA_ARGS__)
G(a, b, c) G(a, ) G(a)
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42)
#define foo() bar
foo EMPTY () foo
()
#define LP (
#define call foo LP )
call
#define a1 1
#define cat(x, y) x##y
cat(a, 1) cat(., 5) cat(+, +) cat(L, 'x') cat(L, "s") cat(1, e) cat(1e, +) cat(-, >)
__COUNTER__ __COUNTER__ cat(v, __COUNTER__)
#define self self + 1
self
#define even(x) odd(x) even
#define odd(x) even(x) odd
even(1)(2)(3)
#if 1 ? 2 : (1 / 0)
ok
#endif
#if -1 > 0u && (0x7fffffffffffffff + 1 < 0) && ('\377' < 0) && (1 || 1 / 0) && 0b101 == 5
ok
#elif 1
bad
#endif
#if defined foo && defined(opt) && !defined nope && !nope
ok
#endif
#define HAS defined(foo)
#if HAS
ok
#endif
#if __has_include(<stdio.h>) && !__has_include("nothere.h") && __has_attribute(packed) && __has_builtin(__builtin_expect)
ok
#endif
#ifdef foo
#if 0
don't "lex this
#else
ok
#endif
#else
bad
#endif
#define HEADER <stddef.h>
#include HEADER
#define str(x) #x
#define xstr(x) str(x)
#define HEAD2 xstr(stdarg.h)
#include HEAD2
#pragma push_macro("self")
#undef self
#define self 7
self
#pragma pop_macro("self")
self
str(  a  /* b */ c "d\n" '"' '\'' \n )
xstr(__LINE__)
cat(__LI, NE__)
#line 100 "other.c"
__LINE__ __FILE__
str(a
b)
%:define dig <: :> <% %>
dig
x+++++y a.../b 1.2.3e+4-5 0x1p-3+1 .5.. ->* <<=>>= %:%:
$dollar _u\u00e9x é
