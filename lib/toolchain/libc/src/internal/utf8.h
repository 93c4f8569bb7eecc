/* Whether multibyte characters are UTF-8: the thread's locale says so, or the program's. */
#ifndef INTERNAL_UTF8_H
#define INTERNAL_UTF8_H

#include <bits/locale_t.h>

struct __locale {
  int utf8;
};
extern _Thread_local locale_t __thread_locale;
extern int __global_utf8;

static inline int __utf8(void) { return __thread_locale ? __thread_locale->utf8 : __global_utf8; }

#endif
