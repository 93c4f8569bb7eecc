// strsep, strtok_r, memmem, strcasestr, strchrnul, rawmemchr, stpcpy, strverscmp, basename, strfry-free, strsignal, strerror.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
int main(void) {
  char line[] = "root:x:0::/root:/bin/sh", *p = line, *field;
  while ((field = strsep(&p, ":"))) printf("[%s]", field);
  puts("");
  char text[] = "  several words,here  ", *save;
  for (char *w = strtok_r(text, " ,", &save); w; w = strtok_r(NULL, " ,", &save)) printf("<%s>", w);
  puts("");
  const char *hay = "needle in a haystack with a Needle";
  printf("%td %td %td\n", (char *)memmem(hay, strlen(hay), "stack", 5) - hay, strcasestr(hay, "HAY") - hay, strchrnul(hay, 'Z') - hay);
  printf("%d %d\n", strverscmp("file10", "file9") > 0, strverscmp("a1.02", "a1.1") < 0);
  char out[32], *e = stpcpy(stpcpy(out, "con"), "cat"); printf("%s %td\n", out, e - out);
  e = mempcpy(out, "abc", 3); *e = 0; printf("%s\n", out);
  printf("%d %d %d\n", strncasecmp("HELLO", "help", 3), strcasecmp("a", "B") < 0, strcoll("a", "b") < 0);
  printf("%s %s %s\n", strerror(ENOENT), strerror(EAGAIN), strerror(9999));
  printf("%s %s\n", strsignal(9), strsignal(11));
  printf("%s %s\n", basename("/usr/lib/"), basename("/usr/lib.so"));
  char *dup = strndup("duplicate", 3); printf("%s %zu\n", dup, strnlen(dup, 2)); free(dup);
  printf("%zu %zu %s\n", strspn("aabbc", "ab"), strcspn("hello", "lo"), strpbrk("filename.ext", ".,"));
  char buf[8]; strncpy(buf, "long string", 7); buf[7] = 0; printf("%s\n", buf);
  printf("%d %d\n", ffs(8), bcmp("a", "a", 1));
  char over[] = "0123456789"; memmove(over + 2, over, 5); printf("%s %p\n", over, memrchr(over, 'z', 10));
  printf("%d\n", strdupa("x")[0]);
  char *big = strcat(strcpy(out, "a"), "b"); strncat(big, "cdef", 2); printf("%s\n", big);
  return 0;
}
