/* C11 7.22, POSIX <stdlib.h>. */
#ifndef _STDLIB_H
#define _STDLIB_H

#include <features.h>
#include <stddef.h>
#include <alloca.h>
#include <bits/locale_t.h>

typedef struct {
  int quot, rem;
} div_t;
typedef struct {
  long quot, rem;
} ldiv_t;
typedef struct {
  long long quot, rem;
} lldiv_t;
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
#define MB_CUR_MAX ((size_t)__mb_cur_max())
size_t __mb_cur_max(void);

void *malloc(size_t) __attribute__((__malloc__));
void *calloc(size_t, size_t) __attribute__((__malloc__));
void *realloc(void *, size_t);
void *reallocarray(void *, size_t, size_t);
void free(void *);
void *aligned_alloc(size_t, size_t) __attribute__((__malloc__));
int posix_memalign(void **, size_t, size_t);
void *valloc(size_t) __attribute__((__malloc__));

int atoi(const char *);
long atol(const char *);
long long atoll(const char *);
double atof(const char *);
long strtol(const char *__restrict, char **__restrict, int);
long long strtoll(const char *__restrict, char **__restrict, int);
unsigned long strtoul(const char *__restrict, char **__restrict, int);
unsigned long long strtoull(const char *__restrict, char **__restrict, int);
float strtof(const char *__restrict, char **__restrict);
double strtod(const char *__restrict, char **__restrict);
long double strtold(const char *__restrict, char **__restrict);

int abs(int);
long labs(long);
long long llabs(long long);
div_t div(int, int);
ldiv_t ldiv(long, long);
lldiv_t lldiv(long long, long long);

int rand(void);
void srand(unsigned);
int rand_r(unsigned *);
long random(void);
long a64l(const char *);
char *l64a(long);
char *ecvt(double, int, int *__restrict, int *__restrict);
char *fcvt(double, int, int *__restrict, int *__restrict);
char *gcvt(double, int, char *);
void srandom(unsigned);
char *initstate(unsigned, char *, size_t);
char *setstate(char *);
double drand48(void);
double erand48(unsigned short[3]);
long lrand48(void);
long nrand48(unsigned short[3]);
long mrand48(void);
long jrand48(unsigned short[3]);
void srand48(long);
unsigned short *seed48(unsigned short[3]);
void lcong48(unsigned short[7]);
unsigned arc4random(void);
void arc4random_buf(void *, size_t);
unsigned arc4random_uniform(unsigned);

void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));

_Noreturn void abort(void);
_Noreturn void exit(int);
_Noreturn void _Exit(int);
_Noreturn void quick_exit(int);
int atexit(void (*)(void));
int on_exit(void (*)(int, void *), void *);
int at_quick_exit(void (*)(void));
int system(const char *);

char *getenv(const char *);
int setenv(const char *, const char *, int);
int unsetenv(const char *);
int putenv(char *);
int clearenv(void);

int mkstemp(char *);
int mkstemps(char *, int);
int mkostemps(char *, int, int);
int mkostemp(char *, int);
char *mkdtemp(char *);
char *mktemp(char *);
char *realpath(const char *__restrict, char *__restrict);
int getsubopt(char **, char *const *, char **);
int getloadavg(double[], int);
int posix_openpt(int);
int ptsname_r(int, char *, size_t);
int grantpt(int);
int unlockpt(int);
char *ptsname(int);

int mblen(const char *, size_t);
int mbtowc(wchar_t *__restrict, const char *__restrict, size_t);
int wctomb(char *, wchar_t);
size_t mbstowcs(wchar_t *__restrict, const char *__restrict, size_t);
size_t wcstombs(char *__restrict, const wchar_t *__restrict, size_t);
#ifdef __USE_GNU
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
char *secure_getenv(const char *);
char *canonicalize_file_name(const char *);
#endif
#include <bits/large_file.h>

#ifdef __USE_GNU
#include <bits/locale_t.h>
float strtof_l(const char *__restrict, char **__restrict, locale_t);
double strtod_l(const char *__restrict, char **__restrict, locale_t);
long double strtold_l(const char *__restrict, char **__restrict, locale_t);
long strtol_l(const char *__restrict, char **__restrict, int, locale_t);
long long strtoll_l(const char *__restrict, char **__restrict, int, locale_t);
unsigned long strtoul_l(const char *__restrict, char **__restrict, int, locale_t);
unsigned long long strtoull_l(const char *__restrict, char **__restrict, int, locale_t);
#endif

#endif
