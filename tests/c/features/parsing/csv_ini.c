// CSV with quotes and an INI file: states, trimming, sections, errors with line numbers.
#include <ctype.h>
#include <stdio.h>
#include <string.h>
static int csv(const char *s, char out[][32], int room) {
  int n = 0, k = 0;
  enum { START, PLAIN, QUOTED, QUOTE } st = START;
  for (;; s++) {
    char c = *s;
    if (st == QUOTED) {
      if (!c) return -1;
      if (c == '"')
        st = QUOTE;
      else
        out[n][k++] = c;
      continue;
    }
    if (st == QUOTE && c == '"') {
      out[n][k++] = '"';
      st = QUOTED;
      continue;
    }
    if (c == ',' || !c) {
      out[n][k] = 0;
      k = 0;
      st = START;
      if (++n == room || !c) return n;
      continue;
    }
    if (st == START && c == '"') {
      st = QUOTED;
      continue;
    }
    if (st == QUOTE) return -2;
    st = PLAIN;
    out[n][k++] = c;
  }
}
static char *trim(char *s) {
  while (isspace((unsigned char)*s)) s++;
  char *e = s + strlen(s);
  while (e > s && isspace((unsigned char)e[-1])) *--e = 0;
  return s;
}
static int ini(const char *text, int (*each)(void *, const char *, const char *, const char *), void *data) {
  char section[32] = "", line[80];
  int number = 0;
  while (*text) {
    size_t n = strcspn(text, "\n");
    snprintf(line, sizeof line, "%.*s", (int)n, text);
    text += n + (text[n] == '\n');
    number++;
    char *s = trim(line);
    if (!*s || *s == ';' || *s == '#') continue;
    if (*s == '[') {
      char *e = strchr(s, ']');
      if (!e) return number;
      *e = 0;
      strcpy(section, trim(s + 1));
      continue;
    }
    char *eq = strchr(s, '=');
    if (!eq) return number;
    *eq = 0;
    if (each(data, section, trim(s), trim(eq + 1))) return -number;
  }
  return 0;
}
static int show(void *data, const char *s, const char *k, const char *v) {
  printf("%d %s.%s=%s\n", ++*(int *)data, s, k, v);
  return !strcmp(k, "stop");
}
int main(void) {
  const char *rows[] = {"a,b,c",    "\"one, two\",\"say \"\"hi\"\"\",", "", ",,", "\"open",
                        "\"x\"y,z", "plain \"quote\" inside,5"};
  for (int i = 0; i < 7; i++) {
    char f[8][32];
    int n = csv(rows[i], f, 8);
    printf("%d:", n);
    for (int k = 0; k < n; k++) printf(" [%s]", f[k]);
    puts("");
  }
  int n = 0;
  printf("%d\n",
         ini("top = 1\n[ main ]\n; comment\n  name = a value with = sign \n\n[other]\nx=\n", show, &n));
  printf("%d\n", ini("[ok]\nno equals here\n", show, &n));
  printf("%d\n", ini("a=1\nstop=2\nb=3", show, &n));
  return 0;
}
