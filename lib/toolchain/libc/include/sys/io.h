#ifndef _SYS_IO_H
#define _SYS_IO_H

/* ioperm(2), outb(2): ports, once the kernel allows them. */
int ioperm(unsigned long, unsigned long, int);
int iopl(int);
#define __PORT(__size, __type, __letter)                                                            \
  static __inline __type in##__size(unsigned short __port) {                                        \
    __type __value;                                                                                 \
    __asm__ __volatile__("in" #__size " %w1, %" #__letter "0" : "=a"(__value) : "Nd"(__port));      \
    return __value;                                                                                 \
  }                                                                                                 \
  static __inline void out##__size(__type __value, unsigned short __port) {                         \
    __asm__ __volatile__("out" #__size " %" #__letter "0, %w1" : : "a"(__value), "Nd"(__port));     \
  }
__PORT(b, unsigned char, b)
__PORT(w, unsigned short, w)
__PORT(l, unsigned, k)
#undef __PORT

#endif
