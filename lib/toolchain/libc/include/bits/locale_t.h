/* locale_t: POSIX <locale.h>. There is one locale, C. */
#ifndef _BITS_LOCALE_T_H
#define _BITS_LOCALE_T_H

typedef struct __locale *locale_t;

#endif
