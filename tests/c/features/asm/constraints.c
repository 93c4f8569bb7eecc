#include <stdio.h>
int main(void) {
  int a = 10, b = 3, r, s; long l; unsigned char c;
  __asm__("addl %2, %0" : "=r"(r) : "0"(a), "r"(b)); printf("%d\n", r);
  __asm__("subl %1, %0" : "+r"(r) : "g"(b) : "cc"); printf("%d\n", r);
  __asm__("movl %1, %0" : "=m"(s) : "ir"(77)); printf("%d\n", s);
  __asm__("divl %2" : "=a"(r), "=d"(s) : "r"(b), "0"(a), "1"(0) : "cc"); printf("%d %d\n", r, s);
  __asm__("leaq (%q1,%q2,4), %0" : "=r"(l) : "r"((long)a), "r"((long)b)); printf("%ld\n", l);
  __asm__("cmpl %2, %1\n\tsetg %b0" : "=q"(c) : "r"(a), "r"(b) : "cc"); printf("%d\n", c);
  __asm__("xchgl %0, %1" : "+r"(a), "+m"(b)); printf("%d %d\n", a, b);
  __asm__("shll %%cl, %0" : "+rm"(a) : "c"(3) : "cc"); printf("%d\n", a);
  __asm__ volatile("" ::: "memory");
  double d = 2; __asm__("sqrtsd %1, %0" : "=x"(d) : "x"(d)); printf("%.6f\n", d);
  __asm__("movl $5, %k0" : "=&r"(l) : : "cc"); printf("%ld\n", l);
  int v[2] = { 1, 2 }; __asm__("incl %0\n\taddl $10, 4%1" : "+m"(v[0]) : "o"(v[0]), "m"(*(int(*)[2])v)); printf("%d\n", v[0]);
}
