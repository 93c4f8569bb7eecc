/* C11 7.24, POSIX <string.h>. */
#ifndef _STRING_H
#define _STRING_H

#include <features.h>
#include <stddef.h>
#include <bits/locale_t.h>
#include <strings.h>

void *memcpy(void *__restrict, const void *__restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
void *memchr(const void *, int, size_t);
void *memccpy(void *__restrict, const void *__restrict, int, size_t);
char *strcpy(char *__restrict, const char *__restrict);
char *strncpy(char *__restrict, const char *__restrict, size_t);
char *stpcpy(char *__restrict, const char *__restrict);
char *stpncpy(char *__restrict, const char *__restrict, size_t);
char *strcat(char *__restrict, const char *__restrict);
char *strncat(char *__restrict, const char *__restrict, size_t);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
int strcoll(const char *, const char *);
int strcoll_l(const char *, const char *, locale_t);
size_t strxfrm(char *__restrict, const char *__restrict, size_t);
char *strchr(const char *, int);
char *strrchr(const char *, int);
size_t strcspn(const char *, const char *);
size_t strspn(const char *, const char *);
char *strpbrk(const char *, const char *);
char *strstr(const char *, const char *);
char *strtok(char *__restrict, const char *__restrict);
char *strtok_r(char *__restrict, const char *__restrict, char **__restrict);
size_t strlen(const char *);
size_t strnlen(const char *, size_t);
char *strdup(const char *);
char *strndup(const char *, size_t);
char *strerror(int);
char *strerror_l(int, locale_t);
#ifdef __USE_GNU
char *strerror_r(int, char *, size_t);
#else
int strerror_r(int, char *, size_t) __asm__("__xpg_strerror_r");
#endif
char *strsignal(int);
char *strsep(char **__restrict, const char *__restrict);
size_t strlcpy(char *__restrict, const char *__restrict, size_t);
size_t strlcat(char *__restrict, const char *__restrict, size_t);
void explicit_bzero(void *, size_t);
#ifdef __USE_GNU
void *memmem(const void *, size_t, const void *, size_t);
void *memrchr(const void *, int, size_t);
void *rawmemchr(const void *, int);
void *mempcpy(void *__restrict, const void *__restrict, size_t);
char *strchrnul(const char *, int);
char *strcasestr(const char *, const char *);
int strverscmp(const char *, const char *);
#ifndef basename
char *basename(const char *);
#endif
const char *sigabbrev_np(int);
const char *sigdescr_np(int);
const char *strerrorname_np(int);
const char *strerrordesc_np(int);
#define strdupa(s) \
  ({ const char *__from = (s); __SIZE_TYPE__ __n = strlen(__from) + 1; (char *)memcpy(__builtin_alloca(__n), __from, __n); })
#define strndupa(s, n) \
  ({ const char *__from = (s); __SIZE_TYPE__ __n = strnlen(__from, n); \
     char *__to = __builtin_alloca(__n + 1); __to[__n] = 0; (char *)memcpy(__to, __from, __n); })
#endif

size_t strxfrm_l(char *__restrict, const char *__restrict, size_t, locale_t);

#endif
