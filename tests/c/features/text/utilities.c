// wc, tac, rev, tr, cut, uniq -c, fold, expand and od over one text, as functions on strings.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static const char text[] = "one two\tthree\none two\tthree\n\nlast line without end";
static void wc(const char *s) {
  int l = 0, w = 0, c = 0, in = 0;
  for (; *s; s++) {
    c++;
    l += *s == '\n';
    if (isspace((unsigned char)*s))
      in = 0;
    else if (!in)
      in = 1, w++;
  }
  printf("%d %d %d\n", l, w, c);
}
static int lines(char *s, char **out) {
  int n = 0;
  for (char *p = s; p;) {
    out[n++] = p;
    p = strchr(p, '\n');
    if (p) *p++ = 0;
  }
  return n;
}
static void tr(char *s, const char *from, const char *to) {
  for (; *s; s++) {
    const char *p = strchr(from, *s);
    if (p) {
      size_t i = p - from, n = strlen(to);
      *s = to[i < n ? i : n - 1];
    }
  }
}
static void fold(const char *s, int width) {
  int col = 0;
  const char *word = s;
  while (*word) {
    size_t n = strcspn(word, " \n\t");
    if (col + (int)n > width && col) {
      putchar('\n');
      col = 0;
    }
    printf("%.*s", (int)n, word);
    col += n;
    word += n;
    while (*word && strchr(" \n\t", *word)) word++;
    if (*word && col < width) {
      putchar(' ');
      col++;
    }
  }
  puts("|");
}
static void expand(const char *s) {
  for (int col = 0; *s; s++)
    if (*s == '\t') do
        putchar('.');
      while (++col % 8);
    else {
      putchar(*s);
      col = *s == '\n' ? 0 : col + 1;
    }
  puts("");
}
static void od(const char *s, int n) {
  for (int i = 0; i < n; i += 8) {
    printf("%07o", i);
    for (int k = i; k < i + 8 && k < n; k++)
      printf(isgraph((unsigned char)s[k]) ? "   %c" : " %03o", (unsigned char)s[k]);
    puts("");
  }
}
int main(void) {
  char copy[sizeof text], *all[8];
  wc(text);
  memcpy(copy, text, sizeof text);
  int n = lines(copy, all);
  for (int i = n - 1; i >= 0; i--) printf("<%s>", all[i]);
  puts("");
  for (int i = 0; i < n;) {
    int k = i;
    while (k < n && !strcmp(all[k], all[i])) k++;
    printf("%d [%s] ", k - i, all[i]);
    i = k;
  }
  puts("");
  for (int i = 0; i < n; i++) {
    size_t len = strlen(all[i]);
    for (size_t k = len; k; k--) putchar(all[i][k - 1]);
    putchar('/');
  }
  puts("");
  memcpy(copy, text, sizeof text);
  tr(copy, "abcdefghijklmnopqrstuvwxyz\n\t", "nopqrstuvwxyzabcdefghijklm_");
  puts(copy);
  fold(text, 12);
  expand("a\tbcd\t12345678\tx\ny\tz");
  od("Hi\tthere\n\x80 end", 14);
  return 0;
}
