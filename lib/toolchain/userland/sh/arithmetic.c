/* $((...)): the integer expressions of C (XCU 2.6.4), by precedence climbing. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sh.h"

static const char *p, *whole;
static int idle; /* inside a part that is not evaluated */

static void bad(const char *what) { fail(2, "arithmetic expression: %s: \"%s\"", what, whole); }

static void space(void) {
  while (isspace((unsigned char)*p)) p++;
}

static long assignment(void);

static long number_in(const char *s) {
  char *end;
  if (!s || !*s) return 0;
  long n = strtol(s, &end, 0);
  while (isspace((unsigned char)*end)) end++;
  if (*end) fail(2, "Illegal number: %s", s);
  return n;
}

static long primary(void) {
  space();
  if (*p == '(') {
    p++;
    long n = assignment();
    space();
    if (*p++ != ')') bad("expecting ')'");
    return n;
  }
  if (*p == '!' || *p == '~' || *p == '-' || *p == '+') {
    char op = *p++;
    long n = primary();
    return op == '!' ? !n : op == '~' ? ~n : op == '-' ? (long)-(unsigned long)n : n;
  }
  if (isdigit((unsigned char)*p)) {
    char *end;
    long n = strtol(p, &end, 0);
    p = end;
    return n;
  }
  size_t n = 0;
  while (isalnum((unsigned char)p[n]) || p[n] == '_') n++;
  if (!n) bad("expecting primary");
  char *name = get_text(&scratch, p, n);
  p += n;
  const char *value = get_variable(name);
  if (!value && options['u'] && !idle) fail(2, "%s: parameter not set", name);
  return number_in(value);
}

static const struct {
  char text[3];
  int level;
} operators[] = { { "||", 1 }, { "&&", 2 }, { "|", 3 },  { "^", 4 },  { "&", 5 },  { "==", 6 }, { "!=", 6 },
                  { "<=", 7 }, { ">=", 7 }, { "<<", 8 }, { ">>", 8 }, { "<", 7 },  { ">", 7 },  { "+", 9 },
                  { "-", 9 },  { "*", 10 }, { "/", 10 }, { "%", 10 } };

static int operator_at(void) {
  space();
  for (int i = 0; i < (int)(sizeof operators / sizeof *operators); i++) {
    size_t n = strlen(operators[i].text);
    if (strncmp(p, operators[i].text, n)) continue;
    if (n == 1 && (p[1] == '=' || ((*p == '|' || *p == '&') && p[1] == *p))) continue;
    if (n == 2 && p[2] == '=' && (*p == '<' || *p == '>') && p[1] == *p) continue;
    return i;
  }
  return -1;
}

static long apply(int op, long a, long b) {
  unsigned long x = (unsigned long)a, y = (unsigned long)b;
  switch (operators[op].text[0]) {
  case '|':
    return operators[op].text[1] ? a || b : a | b;
  case '&':
    return operators[op].text[1] ? a && b : a & b;
  case '^':
    return a ^ b;
  case '=':
    return a == b;
  case '!':
    return a != b;
  case '<':
    return operators[op].text[1] == '<' ? (long)(x << (y & 63)) : operators[op].text[1] ? a <= b : a < b;
  case '>':
    return operators[op].text[1] == '>' ? a >> (y & 63) : operators[op].text[1] ? a >= b : a > b;
  case '+':
    return (long)(x + y);
  case '-':
    return (long)(x - y);
  case '*':
    return (long)(x * y);
  default:
    if (!b) {
      if (idle) return 0;
      bad("division by zero");
    }
    if (b == -1) return operators[op].text[0] == '/' ? (long)-x : 0;
    return operators[op].text[0] == '/' ? a / b : a % b;
  }
}

static long binary(int level) {
  long a = primary();
  for (;;) {
    int op = operator_at();
    if (op < 0 || operators[op].level < level) return a;
    p += strlen(operators[op].text);
    int skips = (operators[op].level == 1 && a) || (operators[op].level == 2 && !a);
    idle += skips;
    long b = binary(operators[op].level + 1);
    idle -= skips;
    a = apply(op, a, b);
  }
}

static long conditional(void) {
  long a = binary(1);
  space();
  if (*p != '?') return a;
  p++;
  idle += !a;
  long b = assignment();
  idle -= !a;
  space();
  if (*p++ != ':') bad("expecting ':'");
  idle += a != 0;
  long c = conditional();
  idle -= a != 0;
  return a ? b : c;
}

static long assignment(void) {
  space();
  size_t n = 0;
  if (!isdigit((unsigned char)*p))
    while (isalnum((unsigned char)p[n]) || p[n] == '_') n++;
  const char *q = p + n;
  while (isspace((unsigned char)*q)) q++;
  size_t k = strspn(q, "+-*/%&|^<>");
  if (n && q[k] == '=' && q[k + 1] != '=' && k < 3 && !(k == 1 && strchr("<>", *q)) &&
      (k != 2 || (q[0] == q[1] && strchr("<>", *q)))) {
    char *name = get_text(&scratch, p, n), text[3] = { 0 }, made[24];
    memcpy(text, q, k);
    p = q + k + 1;
    long value = assignment();
    if (k) {
      for (int i = 0; i < (int)(sizeof operators / sizeof *operators); i++)
        if (!strcmp(operators[i].text, text)) {
          value = apply(i, number_in(get_variable(name)), value);
          break;
        }
    }
    snprintf(made, sizeof made, "%ld", value);
    if (!idle) set_variable(name, made);
    return value;
  }
  return conditional();
}

long arithmetic(const char *s) {
  const char *old = p, *old_whole = whole;
  p = whole = s;
  space();
  long n = *p ? assignment() : 0;
  space();
  if (*p) bad("expecting EOF");
  p = old;
  whole = old_whole;
  return n;
}
