/* C11 7.2: may be included many times, and reads NDEBUG each time. */
#include <features.h>
#undef assert
#ifdef NDEBUG
#define assert(e) ((void)0)
#else
#define assert(e) ((e) ? (void)0 : __assert_fail(#e, __FILE__, __LINE__, __func__))
#endif
#ifndef static_assert
#define static_assert _Static_assert
#endif
_Noreturn void __assert_fail(const char *, const char *, unsigned, const char *);
