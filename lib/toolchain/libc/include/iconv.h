#ifndef _ICONV_H
#define _ICONV_H

/* POSIX iconv_open: between UTF-8, UTF-16, UTF-32, ASCII, ISO-8859-1, ISO-8859-15 and Windows-1252. */
#include <stddef.h>
typedef void *iconv_t;
iconv_t iconv_open(const char *, const char *);
size_t iconv(iconv_t, char **__restrict, size_t *__restrict, char **__restrict, size_t *__restrict);
int iconv_close(iconv_t);

#endif
