/* glibc's <malloc.h>. */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdio.h>
#include <stdlib.h>
size_t malloc_usable_size(void *);
void *memalign(size_t, size_t) __attribute__((__malloc__));
void *pvalloc(size_t) __attribute__((__malloc__));
int malloc_trim(size_t);

#endif
