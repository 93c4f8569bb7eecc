// Structs and unions that have the size of a register are integers to asm.
#include <stdint.h>
#include <stdio.h>

struct pair { uint16_t low, high; };
struct bytes { uint8_t b[8]; };
struct one { char c; };
struct half { short s; };
union both { float f; uint32_t u; };
struct flags { unsigned a : 3, b : 5, c : 24; };

static struct pair swap(struct pair p) {
  __asm__("roll $16, %0" : "+r"(p));
  return p;
}

static struct bytes reverse(const struct bytes *from) {
  struct bytes to;
  __asm__("movq %1, %0\n\tbswap %0" : "=r"(to) : "r"(*from));
  return to;
}

int main(void) {
  struct pair p = swap((struct pair){ 1, 2 });
  printf("%d %d\n", p.low, p.high);
  struct bytes b = reverse(&(struct bytes){ "abcdefg" });
  printf("%d %.7s\n", b.b[0], (char *)b.b + 1);
  struct one c = { 'x' };
  __asm__("incb %0" : "+q"(c));
  struct half h = { 41 };
  __asm__("addw $1, %0" : "=r"(h) : "0"(h));
  union both u = { .f = 1.5f };
  __asm__("xorl $0x80000000, %0" : "+r"(u));
  struct flags f = { 1, 2, 3 };
  unsigned seen;
  __asm__("movl %1, %0" : "=a"(seen) : "c"(f));
  struct pair list[2] = { { 1, 1 }, { 2, 2 } };
  for (int i = 0; i < 2; i++) __asm__("imull $3, %0, %0" : "+r"(list[i]));
  volatile struct half v = { 7 };
  __asm__("negw %0" : "+r"(v));
  printf("%c %d %g %x %d %d %d\n", c.c, h.s, u.f, seen, list[0].high, list[1].low, v.s);
  return 0;
}
