// __func__ and kin, __FILE__ and __LINE__ in macros, asm names, register variables bound to registers.
#include <stdio.h>
#include <string.h>
int renamed(int) __asm__("the_real_name");
int the_caller(void);
__asm__(".globl the_real_name\nthe_real_name:\n  leal 1(%rdi,%rdi), %eax\n  ret\n");
#define HERE() (__LINE__ * 10)
#define LOG(fmt, ...) printf("%s:%s: " fmt, __func__, strrchr("/" __FILE__, '/') ? "file" : "", ##__VA_ARGS__)
static void one(void) { LOG("none\n"); LOG("%d %d\n", 1, 2); printf("%s %s %zu\n", __FUNCTION__, __PRETTY_FUNCTION__, sizeof __func__); }
static long through_register(long a, long b) {
  register long x __asm__("r12") = a;
  register long y __asm__("r13") = b;
  __asm__("addq %1, %0" : "+r"(x) : "r"(y));
  return x;
}
int main(void) {
  one();
  printf("%d\n", HERE() - HERE());
  printf("%d\n", renamed(20));
  printf("%ld\n", through_register(40, 2));
#line 500 "other.c"
  printf("%d %s\n", __LINE__, __FILE__);
  printf("%d\n", __INCLUDE_LEVEL__);
  printf("%d %d\n", __COUNTER__, __COUNTER__);
  return 0;
}
