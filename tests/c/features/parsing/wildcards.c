// Globs, Kernighan's and Pike's regular expressions, Soundex, edit distance, longest common text, diff of
// lines.
#include <ctype.h>
#include <stdio.h>
#include <string.h>
static int glob(const char *p, const char *s) {
  for (; *p; p++, s++) {
    if (*p == '*') {
      while (*p == '*') p++;
      if (!*p) return 1;
      for (; *s; s++)
        if (glob(p, s)) return 1;
      return 0;
    }
    if (!*s || (*p != '?' && *p != *s)) return 0;
  }
  return !*s;
}
static int matchhere(const char *re, const char *t);
static int matchstar(int c, const char *re, const char *t) {
  do
    if (matchhere(re, t)) return 1;
  while (*t && (*t++ == c || c == '.'));
  return 0;
}
static int matchhere(const char *re, const char *t) {
  if (!*re) return 1;
  if (re[1] == '*') return matchstar(*re, re + 2, t);
  if (re[0] == '$' && !re[1]) return !*t;
  if (*t && (*re == '.' || *re == *t)) return matchhere(re + 1, t + 1);
  return 0;
}
static int match(const char *re, const char *t) {
  if (*re == '^') return matchhere(re + 1, t);
  do
    if (matchhere(re, t)) return 1;
  while (*t++);
  return 0;
}
static void soundex(const char *s, char *out) {
  static const char code[] = "01230120022455012623010202";
  int n = 0;
  char last = 0;
  for (; *s && n < 4; s++) {
    if (!isalpha((unsigned char)*s)) continue;
    char c = code[toupper((unsigned char)*s) - 'A'];
    if (n == 0)
      out[n++] = toupper((unsigned char)*s);
    else if (c != '0' && c != last)
      out[n++] = c;
    if (toupper((unsigned char)*s) != 'H' && toupper((unsigned char)*s) != 'W') last = c;
  }
  while (n < 4) out[n++] = '0';
  out[4] = 0;
}
static int distance(const char *a, const char *b) {
  int n = strlen(b), row[32];
  for (int j = 0; j <= n; j++) row[j] = j;
  for (int i = 1; a[i - 1]; i++) {
    int d = row[0];
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      int t = row[j], m = d + (a[i - 1] != b[j - 1]);
      if (row[j] + 1 < m) m = row[j] + 1;
      if (row[j - 1] + 1 < m) m = row[j - 1] + 1;
      row[j] = m;
      d = t;
    }
  }
  return row[n];
}
static void diff(const char **a, int n, const char **b, int m) {
  static int t[16][16];
  memset(t, 0, sizeof t);
  for (int i = n - 1; i >= 0; i--)
    for (int j = m - 1; j >= 0; j--)
      t[i][j] = !strcmp(a[i], b[j])         ? t[i + 1][j + 1] + 1
                : t[i + 1][j] > t[i][j + 1] ? t[i + 1][j]
                                            : t[i][j + 1];
  int i = 0, j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && !strcmp(a[i], b[j])) {
      printf(" %s", a[i]);
      i++;
      j++;
    } else if (j < m && (i == n || t[i][j + 1] >= t[i + 1][j]))
      printf(" +%s", b[j++]);
    else
      printf(" -%s", a[i++]);
  }
  puts("");
}
int main(void) {
  printf("%d%d%d%d%d%d\n", glob("*.c", "main.c"), glob("a*b*c", "aXbYc"), glob("?", ""), glob("a*", "a"),
         glob("*a*b", "bbaab"), glob("a?c", "ac"));
  printf("%d%d%d%d%d%d\n", match("^ab*c$", "abbbc"), match("x.z", "wxyz"), match("^b", "ab"),
         match("a*$", ""), match("lo*p", "lp"), match("end$", "ending"));
  const char *names[] = {"Robert", "Rupert", "Ashcraft", "Tymczak", "Pfister", "Lee"};
  for (int i = 0; i < 6; i++) {
    char s[5];
    soundex(names[i], s);
    printf("%s ", s);
  }
  puts("");
  printf("%d %d %d %d\n", distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"),
         distance("same", "same"));
  const char *a[] = {"a", "b", "c", "d", "e"}, *b[] = {"b", "x", "c", "e", "f"};
  diff(a, 5, b, 5);
  diff(a, 0, b, 2);
  diff(a, 3, a, 3);
  return 0;
}
