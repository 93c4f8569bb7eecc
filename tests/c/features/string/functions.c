#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <ctype.h>
int main(void) {
  char b[50] = "hello";
  strcat(b, ", ");
  strncat(b, "world!!", 5);
  printf("%s %zu\n", b, strlen(b));
  printf("%s %s %s\n", strchr(b, 'o'), strrchr(b, 'o'), strstr(b, "lo,"));
  printf("%d %d %d\n", strcmp("a", "b") < 0, strncmp("abc", "abd", 2), strcasecmp("HeLLo", "hEllO"));
  printf("%zu %zu %s\n", strspn("aabbc", "ab"), strcspn("hello", "l"), strpbrk("hello", "xol"));
  char t[] = "a,b;;c", *p = t, *s;
  while ((s = strsep(&p, ",;"))) printf("[%s]", s);
  puts("");
  char u[] = "  one two  three ";
  for (s = strtok(u, " "); s; s = strtok(0, " ")) printf("<%s>", s);
  puts("");
  char m[10] = "0123456";
  memmove(m + 2, m, 5);
  printf("%s\n", m);
  memset(m, '*', 3);
  printf("%s %d\n", m, memcmp("ab\0c", "ab\0d", 4) < 0);
  printf("%s\n", (char *)memchr("find x here", 'x', 11));
  char n[5];
  strncpy(n, "ab", 5);
  printf("%d%d\n", n[2], n[4]);
  char *d = strdup("copy");
  d[0] = toupper(d[0]);
  printf("%s %s\n", d, strndup("truncate", 5));
  printf("%s\n", strerror(2));
  for (const char *c = "aZ5 _\n"; *c; c++)
    printf("%d%d%d%d%d ", !!isalpha(*c), !!isdigit(*c), !!isspace(*c), !!ispunct(*c), !!isprint(*c));
  puts("");
  printf("%s %d %s\n", stpcpy(b, "end") - 3, (int)strnlen("abcdef", 3), "");
}
