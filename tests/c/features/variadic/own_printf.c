// A printf of one's own: flags, widths, va_list handed on and copied, counting arguments with macros,
// sentinels.
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static char line[256];
static int at;
static void put(char c) {
  line[at++] = c;
  line[at] = 0;
}
static void number(uint64_t v, unsigned base, int width, char pad, int neg) {
  char b[66];
  int n = 0;
  do b[n++] = "0123456789abcdef"[v % base];
  while (v /= base);
  if (neg && pad == '0') put('-'), neg = 0, width--;
  if (neg) b[n++] = '-';
  while (width-- > n) put(pad);
  while (n) put(b[--n]);
}
static int vmini(const char *f, va_list ap) {
  int start = at;
  for (; *f; f++) {
    if (*f != '%') {
      put(*f);
      continue;
    }
    char pad = ' ';
    int width = 0, l = 0;
    if (*++f == '0') pad = '0', f++;
    if (*f == '*')
      width = va_arg(ap, int), f++;
    else
      while (*f >= '0' && *f <= '9') width = width * 10 + *f++ - '0';
    while (*f == 'l') l++, f++;
    switch (*f) {
    case 'd': {
      long v = l ? va_arg(ap, long) : va_arg(ap, int);
      number(v < 0 ? -(uint64_t)v : (uint64_t)v, 10, width, pad, v < 0);
      break;
    }
    case 'u':
      number(l ? va_arg(ap, unsigned long) : va_arg(ap, unsigned), 10, width, pad, 0);
      break;
    case 'x':
      number(l ? va_arg(ap, unsigned long) : va_arg(ap, unsigned), 16, width, pad, 0);
      break;
    case 'b':
      number(va_arg(ap, unsigned), 2, width, pad, 0);
      break;
    case 'c':
      put(va_arg(ap, int));
      break;
    case 's': {
      const char *s = va_arg(ap, const char *);
      if (!s) s = "(null)";
      for (int n = strlen(s); n < width; n++) put(' ');
      while (*s) put(*s++);
      break;
    }
    case 'f': {
      double d = va_arg(ap, double);
      if (d < 0) put('-'), d = -d;
      uint64_t w = d;
      number(w, 10, 0, ' ', 0);
      put('.');
      number((d - w) * 1000 + .5, 10, 3, '0', 0);
      break;
    }
    case 'V': {
      const char *g = va_arg(ap, const char *);
      va_list *sub = va_arg(ap, va_list *);
      vmini(g, *sub);
      break;
    }
    default:
      put(*f);
    }
  }
  return at - start;
}
static int mini(const char *f, ...) {
  at = 0;
  va_list ap;
  va_start(ap, f);
  int n = vmini(f, ap);
  va_end(ap);
  return n;
}
static void nested(const char *f, ...) {
  va_list ap;
  va_start(ap, f);
  mini("<%V> after", f, &ap);
  va_end(ap);
  puts(line);
}
static void twice(const char *f, ...) {
  va_list a, b;
  va_start(a, f);
  va_copy(b, a);
  at = 0;
  vmini(f, a);
  put('|');
  vmini(f, b);
  va_end(a);
  va_end(b);
  puts(line);
}
static const char *join(const char *first, ...) {
  static char r[64];
  strcpy(r, first);
  va_list ap;
  va_start(ap, first);
  for (const char *s; (s = va_arg(ap, const char *));) strcat(strcat(r, "+"), s);
  va_end(ap);
  return r;
}
#define COUNT(...) COUNT_(__VA_ARGS__, 6, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, f, n, ...) n
static double mean(int n, ...) {
  va_list ap;
  va_start(ap, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += va_arg(ap, double);
  va_end(ap);
  return s / n;
}
#define MEAN(...) mean(COUNT(__VA_ARGS__), __VA_ARGS__)
int main(void) {
  printf("%d ", mini("%d %5d %05d %-d %u %lx %08b", -1, 42, -42, 7, 4000000000u, 0xdeadbeefcafeul, 37));
  puts(line);
  mini("%c%c %s %8s %s %f %*d %%", 'o', 'k', "text", "right", (char *)0, -3.14159, 6, 99);
  puts(line);
  nested("%d and %s", 5, "five");
  twice("%d %f %s", 1, 2.5, "three");
  puts(join("a", "b", "c", (char *)0));
  printf("%.2f %.2f\n", MEAN(1.0, 2.0), MEAN(1.0, 2.0, 3.0, 4.0, 5.0, 7.0));
  return 0;
}
