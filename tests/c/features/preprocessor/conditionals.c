#include <stdio.h>
#define A 3
#define B(x) ((x) * 2)
#if A > 2 && B(A) == 6 && !defined C && defined(A)
#define R1 1
#elif 1
#error no
#else
#define R1 2
#endif
#ifndef C
# if 0
  this is " not ' C
# else
#  define R2 (-1 > 0u) 
# endif
#endif
#if -1 > 0u
#define R3 1
#else
#define R3 0
#endif
#if (2 || 1 / 0) && 'A' == 65 && 0x10 == 16 && (1 ? 2 : 3) == 2 && UNKNOWN == 0
#define R4 1
#endif
#if __has_include(<stdio.h>) && !__has_include("nothing.h")
#define R5 1
#endif
#undef A
#ifdef A
#error still
#endif
#line 100 "other.c"
int main(void) { printf("%d %d %d %d %d %d %s\n", R1, R2, R3, R4, R5, __LINE__, __FILE__); }
