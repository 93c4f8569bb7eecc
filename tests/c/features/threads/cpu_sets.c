// CPU_SET and its kin, of the usual size and of any; characters in a locale.
#define _GNU_SOURCE
#include <ctype.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
int main(void) {
  cpu_set_t a, b, c;
  CPU_ZERO(&a);
  CPU_ZERO(&b);
  for (int i = 0; i < 100; i += 3) CPU_SET(i, &a);
  for (int i = 0; i < 100; i += 2) CPU_SET(i, &b);
  CPU_AND(&c, &a, &b);
  printf("%d ", CPU_COUNT(&c));
  CPU_OR(&c, &a, &b);
  printf("%d ", CPU_COUNT(&c));
  CPU_XOR(&c, &a, &b);
  printf("%d %d %d\n", CPU_COUNT(&c), CPU_ISSET(6, &c), CPU_EQUAL(&a, &b));
  CPU_CLR(3, &a);
  CPU_SET(5000, &a);
  printf("%d %d %d\n", CPU_ISSET(3, &a), CPU_ISSET(5000, &a), CPU_COUNT(&a));
  cpu_set_t *large = CPU_ALLOC(2000), *other = CPU_ALLOC(2000);
  size_t size = CPU_ALLOC_SIZE(2000);
  CPU_ZERO_S(size, large);
  CPU_ZERO_S(size, other);
  CPU_SET_S(1999, size, large);
  CPU_SET_S(64, size, large);
  CPU_SET_S(64, size, other);
  printf("%zu %d %d ", size, CPU_COUNT_S(size, large), CPU_ISSET_S(1999, size, large));
  CPU_AND_S(size, large, large, other);
  CPU_CLR_S(70, size, other);
  printf("%d %d\n", CPU_COUNT_S(size, large), CPU_EQUAL_S(size, large, other));
  CPU_FREE(large);
  CPU_FREE(other);
  locale_t here = newlocale(LC_ALL_MASK, "C", NULL);
  printf("%d %d %c %c\n", !!isalpha_l('x', here), !!isdigit_l('x', here), toupper_l('q', here),
         tolower_l('Q', here));
  freelocale(here);
  return 0;
}
