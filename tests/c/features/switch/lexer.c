// A lexer for a small language by switch and by table: keywords, numbers of three bases, strings with
// escapes, comments, positions, errors.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum kind { END, NAME, KEYWORD, INT, FLOAT, STRING, OP, BAD };
struct token {
  enum kind kind;
  int line, col;
  char text[32];
  double value;
};
static const char *p, *line_start;
static int line = 1;
static int keyword(const char *s) {
  switch (*s) {
  case 'i':
    return !strcmp(s, "if") || !strcmp(s, "int");
  case 'w':
    return !strcmp(s, "while");
  case 'r':
    return !strcmp(s, "return");
  case 'e':
    return !strcmp(s, "else");
  }
  return 0;
}
static struct token next(void) {
  struct token t = {END, 0, 0, "", 0};
  char *o = t.text;
again:
  while (isspace((unsigned char)*p)) {
    if (*p++ == '\n') line++, line_start = p;
  }
  t.line = line;
  t.col = (int)(p - line_start) + 1;
  switch (*p) {
  case 0:
    return t;
  case '/':
    if (p[1] == '/') {
      while (*p && *p != '\n') p++;
      goto again;
    }
    if (p[1] == '*') {
      for (p += 2; *p && !(p[0] == '*' && p[1] == '/'); p++)
        if (*p == '\n') line++, line_start = p + 1;
      if (!*p) {
        t.kind = BAD;
        strcpy(t.text, "open comment");
        return t;
      }
      p += 2;
      goto again;
    }
    goto op;
  case 'a' ... 'z':
  case 'A' ... 'Z':
  case '_':
    while (isalnum((unsigned char)*p) || *p == '_') *o++ = *p++;
    *o = 0;
    t.kind = keyword(t.text) ? KEYWORD : NAME;
    return t;
  case '0':
    if ((p[1] | 32) == 'x' || (p[1] | 32) == 'b') {
      int base = (p[1] | 32) == 'x' ? 16 : 2;
      char *e;
      p += 2;
      t.value = (double)strtoul(p, &e, base);
      t.kind = e == p ? BAD : INT;
      p = e;
      return t;
    } /* fall through */
  case '1' ... '9': {
    char *e;
    t.value = strtod(p, &e);
    t.kind = memchr(p, '.', e - p) || memchr(p, 'e', e - p) ? FLOAT : INT;
    p = e;
    return t;
  }
  case '"':
    for (p++; *p && *p != '"' && *p != '\n'; p++) {
      char c = *p;
      if (c == '\\') switch (*++p) {
        case 'n':
          c = '\n';
          break;
        case 't':
          c = '\t';
          break;
        case 'x':
          c = (char)strtol((char[]){p[1], p[2], 0}, NULL, 16);
          p += 2;
          break;
        default:
          c = *p;
        }
      *o++ = c;
    }
    *o = 0;
    t.kind = *p == '"' ? STRING : BAD;
    if (*p == '"') p++;
    return t;
  case '<':
  case '>':
  case '=':
  case '!':
    if (p[1] == '=') *o++ = *p++; /* fall through */
  case '+':
  case '-':
  case '*':
  case '(':
  case ')':
  case '{':
  case '}':
  case ';':
  case ',':
  case '%':
  op:
    *o++ = *p++;
    *o = 0;
    t.kind = OP;
    return t;
  default:
    t.kind = BAD;
    *o++ = *p++;
    *o = 0;
    return t;
  }
}
int main(void) {
  static const char *const kinds[] = {"end", "name", "keyword", "int", "float", "string", "op", "bad"};
  const char *sources[] = {"int main() { // start\n  return x1 >= 0x1F + 0b101 % 2.5e1; }",
                           "if (a != \"q\\\"\\x41\\n\") /* long\n comment */ while", "$ \"open\n 7",
                           "/* never"};
  for (int i = 0; i < 4; i++) {
    p = line_start = sources[i];
    line = 1;
    struct token t;
    do {
      t = next();
      printf("%d:%d %s", t.line, t.col, kinds[t.kind]);
      if (t.kind == INT || t.kind == FLOAT)
        printf(" %g", t.value);
      else if (*t.text) {
        putchar(' ');
        for (char *s = t.text; *s; s++) printf(isprint((unsigned char)*s) ? "%c" : "\\%o", (unsigned char)*s);
      }
      printf("; ");
    } while (t.kind != END && t.kind != BAD);
    puts("");
  }
  return 0;
}
