#include <stdio.h>
static size_t my_strlen(const char *s) {
  const char *p = s;
  while (*p) ++p;
  return p - s;
}
static char *my_strcpy(char *d, const char *s) {
  char *r = d;
  while ((*d++ = *s++))
    ;
  return r;
}
static int my_strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (unsigned char)*a - (unsigned char)*b;
}
static void *my_memmove(void *d, const void *s, size_t n) {
  char *a = d;
  const char *b = s;
  if (a < b)
    while (n--) *a++ = *b++;
  else
    while (n--) a[n] = b[n];
  return d;
}
static int my_atoi(const char *s) {
  int n = 0, g = 1;
  while (*s == ' ') s++;
  if (*s == '-' || *s == '+') g = *s++ == '-' ? -1 : 1;
  while (*s >= '0' && *s <= '9') n = n * 10 + *s++ - '0';
  return g * n;
}
static char *rev(char *s) {
  for (int i = 0, j = my_strlen(s) - 1; i < j; i++, j--) {
    char t = s[i];
    s[i] = s[j];
    s[j] = t;
  }
  return s;
}
static void hex(unsigned long n) {
  if (n > 15) hex(n / 16);
  putchar("0123456789abcdef"[n % 16]);
}
int main(void) {
  char b[30];
  printf("%zu %s %d %d\n", my_strlen("hello"), my_strcpy(b, "copy"), my_strcmp("abc", "abd"),
         my_strcmp("b", "a") > 0);
  char m[] = "0123456789";
  my_memmove(m + 2, m, 5);
  puts(m);
  my_memmove(m, m + 3, 5);
  puts(m);
  printf("%d %d %s\n", my_atoi("  -42x"), my_atoi("+7"), rev(b));
  hex(0xdeadbeef);
  puts("");
}
