// Output through every call: putc, puts, fputs, fwrite, printf with positions, write, writev, dprintf, %n,
// long lines, binary bytes, line counts, colours as escapes.
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) {
  putc('p', stdout);
  putchar('u');
  fputc('t', stdout);
  puts("s");
  fputs("fputs without newline", stdout);
  fwrite("\nblock\n", 1, 7, stdout);
  printf("%3$s %1$s %2$s\n", "b", "c", "a");
  printf("%s%n", "count", &(int){0});
  printf(" %-5s|%5s|%.2s|%*s|%-*s|\n", "ab", "cd", "efg", 6, "hi", 6, "jk");
  fflush(stdout);
  write(1, "write\n", 6);
  struct iovec v[] = {{"wri", 3}, {"te", 2}, {"v\n", 2}};
  writev(1, v, 3);
  dprintf(1, "dprintf %05.1f %c%c\n", 3.14159, 'o', 'k');
  for (int i = 0; i < 300; i++) putchar('a' + i % 26);
  putchar('\n');
  unsigned char bytes[256];
  for (int i = 0; i < 256; i++) bytes[i] = i;
  fwrite(bytes, 1, 256, stdout);
  printf("\n\x1b[1mbold\x1b[0m \a\b\f\v\t|\\ \" ' \? %% \101 \x41 \u00e9 \U0001F600\n");
  printf("%s %.3s %10.4s| %c %5c| %-5c|\n", "", "ab", "abcdefgh", 0 + 'x', 'y', 'z');
  printf("%d %i %o %x %X %u %#x %#o %+d % d %05d %-5d| %.3d\n", -1, 7, 8, 255, 255, 3u, 255, 8, 5, 5, 42, 42,
         7);
  printf("%e %E %f %F %g %G %a\n", 1.5, 1.5, 1.5, 1.5, 1e-5, 1e10, 1.0);
  printf("%p %p\n", (void *)0, (void *)0x1234);
  printf("%ld %lld %hd %hhd %zu %jd %td %Lf\n", 1L, 2LL, (short)3, (char)4, (size_t)5, (__INTMAX_TYPE__)6,
         (ptrdiff_t)7, 8.0L);
  return 0;
}
