#include <stdio.h>
int main(void) {
  unsigned long x = 0x1122334455667788, y; unsigned w; unsigned short h; unsigned char b, t;
  __asm__("movl %k1, %k0" : "=r"(w) : "r"(x));
  __asm__("movw %w1, %w0" : "=r"(h) : "r"(x));
  __asm__("movb %b1, %b0" : "=q"(b) : "q"(x));
  __asm__("movb %h1, %b0" : "=Q"(t) : "a"(x));
  __asm__("movq %q1, %q0" : "=r"(y) : "r"(x));
  printf("%x %x %x %x %lx\n", w, h, b, t, y);
  __asm__("mov %[in], %[out]\n\tadd $%c[k], %[out]" : [out] "=r"(y) : [in] "r"(x), [k] "i"(16)); printf("%lx\n", y);
  __asm__("bswap %0" : "+r"(y)); printf("%lx\n", y);
  __asm__("lea %c1(%2), %0" : "=r"(y) : "i"(8), "r"(100L)); printf("%lu\n", y);
  __asm__("{movl %1, %0|mov %0, %1}" : "=r"(w) : "r"(9)); printf("%u\n", w);
  __asm__("movl %1, %0" : "=r"(w) : "n"(sizeof(long) * 3)); printf("%u\n", w);
}
