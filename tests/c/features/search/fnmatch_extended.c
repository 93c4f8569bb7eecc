// FNM_EXTMATCH: ksh's groups of alternatives, by hand and at random.
#define _GNU_SOURCE
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = { "", "a.c", "a.h", "main.c", "main.cc", "README", ".hidden", "src/a.c", "aab", "abab", "file12", "file" };
static const char *const patterns[] = {
  "*.@(c|h)", "*.+(c)", "!(*.c)", "!(*.c|*.h)", "?(a)?(b)*", "+(ab)", "*(a|b)", "@(main|a).c", "file*([0-9])", "file+([0-9])",
  "@(+(a)b|x)", "*(!(a))", "!(.*)", "*/@(a|b).c", "@(*)", "?(*)", "!(*)", "@(a|.h*)", "*[)]", "+(a", "a@(|.c)", "*(a|*(b))", "\\@(a)",
};

static unsigned seed = 7;
static unsigned next(unsigned below) {
  seed = seed * 1103515245u + 12345u;
  return (seed >> 16) % below;
}

static void pattern(char **p, char *end, int depth) {
  for (unsigned n = next(4); n > 0 && *p < end; n--) {
    unsigned kind = next(depth < 2 ? 9 : 6);
    if (kind < 3) *(*p)++ = "ab."[kind];
    else if (kind == 3) *(*p)++ = '?';
    // glibc loses itself in groups within one behind a star.
    else if (kind == 4) { memcpy(*p, "*b", 2); *p += 2; }
    else if (kind == 5) { memcpy(*p, "[ab]", 4); *p += 4; }
    else {
      *(*p)++ = "?*+@!"[next(5)];
      *(*p)++ = '(';
      for (unsigned more = next(2);; more--) {
        *(*p)++ = "ab."[next(3)];
        pattern(p, end, depth + 1);
        if (more == 0) break;
        *(*p)++ = '|';
      }
      *(*p)++ = ')';
    }
  }
}

int main(void) {
  static const int flags[] = { 0, FNM_PERIOD, FNM_PATHNAME | FNM_PERIOD, FNM_CASEFOLD };
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    printf("%-18s", patterns[i]);
    for (size_t f = 0; f < 4; f++) {
      putchar(' ');
      for (size_t j = 0; j < sizeof names / sizeof *names; j++) putchar("+-"[fnmatch(patterns[i], names[j], FNM_EXTMATCH | flags[f])]);
    }
    putchar('\n');
  }
  printf("without: %d %d\n", fnmatch("@(a)", "a", 0), fnmatch("@(a)", "@(a)", 0));
  for (int i = 0; i < 2000; i++) {
    char text[512], name[8], *p = text;
    unsigned n = next(6);
    pattern(&p, text + 40, 0);
    *p = 0;
    for (unsigned j = 0; j < n; j++) name[j] = "aabb."[next(5)];
    name[n] = 0;
    int flag = flags[next(4)];
    if (!fnmatch(text, name, flag | FNM_EXTMATCH)) printf("%s matches %s (%d)\n", text, name, flag);
  }
  return 0;
}
