/* stdio_ext(3). */
#ifndef _STDIO_EXT_H
#define _STDIO_EXT_H

#include <stdio.h>
size_t __fbufsize(FILE *);
size_t __fpending(FILE *);
int __flbf(FILE *);
int __freadable(FILE *);
int __fwritable(FILE *);
int __freading(FILE *);
int __fwriting(FILE *);
void __fpurge(FILE *);
/* As musl has them: what of the input is read already, and a place to begin again. */
size_t __freadahead(FILE *);
const char *__freadptr(FILE *, size_t *);
void __freadptrinc(FILE *, size_t);
void __fseterr(FILE *);
void _flushlbf(void);
#define FSETLOCKING_QUERY 0
#define FSETLOCKING_INTERNAL 1
#define FSETLOCKING_BYCALLER 2
int __fsetlocking(FILE *, int);

#endif
