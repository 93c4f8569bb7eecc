#include <stdio.h>
#include <string.h>
struct __attribute__((packed)) p { unsigned a : 5; unsigned long b : 50; unsigned char c; short d : 12; unsigned e : 20; };
int main(void) {
  struct p v; memset(&v, 0, sizeof v);
  v.a = 21; v.b = 0x2aaaaaaaaaaaaUL; v.c = 0x5a; v.d = -1000; v.e = 0xabcde;
  for (size_t i = 0; i < sizeof v; i++) printf("%02x", ((unsigned char *)&v)[i]);
  printf(" %zu\n%u %lx %x %d %x\n", sizeof v, v.a, (unsigned long)v.b, v.c, v.d, v.e);
}
