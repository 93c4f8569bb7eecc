// String functions at every alignment and length, against plain loops in spirit: only results are printed.
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int x) { return (x > 0) - (x < 0); }

int main(void) {
  static char a[600], b[600], c[600];
  unsigned long sum = 0;
  for (int from = 0; from < 9; from++)
    for (int to = 0; to < 9; to++)
      for (int n = 0; n < 300; n += n < 40 ? 1 : 37) {
        for (int i = 0; i < 600; i++) a[i] = (char)(i * 7 + from), b[i] = (char)i;
        memcpy(b + to, a + from, (size_t)n);
        for (int i = 0; i < 600; i++) sum = sum * 31 + (unsigned char)b[i];
        memmove(b + to, b + from, (size_t)n);
        for (int i = 0; i < 600; i++) sum = sum * 31 + (unsigned char)b[i];
        memset(b + to, n, (size_t)n);
        for (int i = 0; i < 600; i++) sum = sum * 31 + (unsigned char)b[i];
      }
  printf("%lx\n", sum);
  for (int n = 0; n < 40; n++) {
    memset(a, 'x', sizeof a);
    a[n + 3] = 0;
    strcpy(c, a + 3);
    printf("%zu %zu %d %td %td,", strlen(a + 3), strnlen(a + 3, 20), strcmp(a + 3, c), strchr(a + 3, 0) - a,
           memchr(a, 0, 600) ? (char *)memchr(a, 0, 600) - a : -1);
  }
  puts("");
  strcpy(a, "The quick brown fox jumps over the lazy dog");
  printf("%s|%s|%s|%s\n", strstr(a, "fox"), strrchr(a, 'o'), strpbrk(a, "qz"), strcasestr(a, "LAZY"));
  printf("%zu %zu %p\n", strspn(a, "ehT"), strcspn(a, " "), strstr(a, "cat"));
  printf("%d %d %d %d\n", sign(strcmp("abc", "abd")), sign(strncmp("abc", "abd", 2)), sign(strcasecmp("ABC", "abd")),
         sign(memcmp("\xff", "a", 1)));
  for (char *rest, *p = strtok_r(a, " ", &rest); p; p = strtok_r(0, " ", &rest)) printf("[%s]", p);
  puts("");
  char *p = strdup("a,b,,c"), *q = p, *field;
  while ((field = strsep(&q, ","))) printf("<%s>", field);
  puts("");
  printf("%s %s\n", strncpy(b, "hi", 10), strcat(strcpy(c, "con"), "cat"));
  printf("%d %d %d %d\n", ffs(0), ffs(8), sign(strverscmp("file10", "file9")), sign(strverscmp("a1", "a01")));
  for (int ch = -1; ch < 256; ch++)
    putchar('a' + (!!isalpha(ch) + !!isdigit(ch) * 2 + !!isspace(ch) * 4 + !!ispunct(ch) * 8) % 26);
  puts("");
  printf("%c%c %s\n", toupper('q'), tolower('Q'), (char *)memmem("haystack with needle in it and more text to pass", 48, "needle in it", 12));
  printf("%ld %lu %ld %ld\n", strtol("  -0x7fz", &p, 0), strtoul("-1", 0, 10), strtol("99999999999999999999", 0, 10), strtol("z", 0, 36));
  srand(42);
  printf("%d %d %ld\n", rand(), rand(), random());
  srand48(7);
  printf("%f %ld %ld\n", drand48(), lrand48(), mrand48());
  return 0;
}
