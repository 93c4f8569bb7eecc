/* echo, as coreutils has it: -n, -e, -E; escapes only with -e. */
#include <stdio.h>
#include <string.h>

static int escape(const char **p) {
  static const char from[] = "abefnrtv\\", to[] = "\a\b\033\f\n\r\t\v\\";
  const char *at;
  int c = 0, n = 0;
  if (**p == 'c') return -1;
  if (**p == '0') {
    for (++*p; n < 3 && **p >= '0' && **p < '8'; n++) c = c * 8 + *(*p)++ - '0';
    putchar(c);
  } else if (**p && (at = strchr(from, **p))) {
    putchar(to[at - from]);
    ++*p;
  } else
    putchar('\\');
  return 0;
}

int main(int argc, char **argv) {
  int i = 1, line = 1, escapes = 0;
  for (; i < argc && argv[i][0] == '-' && argv[i][1] && !argv[i][1 + strspn(argv[i] + 1, "neE")]; i++)
    for (char *p = argv[i] + 1; *p; p++) {
      if (*p == 'n') line = 0;
      else escapes = *p == 'e';
    }
  for (int first = i; i < argc; i++) {
    if (i > first) putchar(' ');
    for (const char *p = argv[i]; *p;) {
      if (*p != '\\' || !escapes) {
        putchar(*p++);
        continue;
      }
      p++;
      if (escape(&p)) return 0;
    }
  }
  if (line) putchar('\n');
  return 0;
}
