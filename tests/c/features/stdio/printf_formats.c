#include <stdio.h>
#include <stdint.h>
#include <inttypes.h>
#include <stddef.h>
int main(void) {
  printf("[%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%8.3d] [%-8.3d] [%x] [%#x] [%#o] [%X]\n", 42, 42, 42, 42,
         42, 7, 7, 7, 255, 255, 8, 0xbeef);
  printf("[%s] [%10s] [%-10s] [%.2s] [%10.3s] [%c] [%3c] [%%]\n", "text", "text", "text", "text", "text", 'c',
         'd');
  printf("[%hhd] [%hd] [%ld] [%lld] [%zu] [%td] [%jd] [%hhu] [%hu]\n", 300, 70000, 1L << 40, 1LL << 50,
         (size_t)-1, (ptrdiff_t)-5, (intmax_t)-6, 300, 70000);
  printf("[%f] [%.0f] [%#.0f] [%10.2f] [%-10.2f] [%010.2f] [%+.1e] [%g] [%g] [%G] [%#g]\n", 3.14159, 2.5, 2.0,
         3.14159, 3.14159, -3.14159, 12345.678, 1e-5, 123456789., 1e-10, 1.5);
  printf("[%*d] [%-*d] [%.*f] [%*.*f] [%.*s]\n", 6, 42, 6, 42, 2, 3.14159, 8, 3, 2.71828, 3, "abcdef");
  int n;
  printf("abc%n def\n", &n);
  printf("%d\n", n);
  printf("[%p] [%p]\n", (void *)0x1234, (void *)0);
  printf("%" PRId64 " %" PRIu32 " %" PRIx64 "\n", (int64_t)-5, (uint32_t)7, (uint64_t)0xabc);
  printf("%2$s %1$s\n", "world", "hello");
  char b[10];
  n = snprintf(b, sizeof b, "%s", "longer than ten");
  printf("%d %s\n", n, b);
  printf("%d\n", printf("%s", "") + sprintf(b, "%03u", 7));
  printf("[%.0e] [%.3g] [%5.1g] [%a]\n", 15.0, 1234.5, 0.05, 1.0);
  printf("[%ls] [%lc]\n", L"wide", L'w');
  printf("[%.15g] [%.17g] [%.1f] [%.1f]\n", 0.1, 0.1, 0.25, 0.35);
}
