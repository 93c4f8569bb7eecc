/* A set of signals as glibc lays it out: 1024 bits, of which the kernel reads 64. */
#ifndef _BITS_SIGSET_H
#define _BITS_SIGSET_H

typedef struct {
  unsigned long __bits[16];
} sigset_t;

#endif
