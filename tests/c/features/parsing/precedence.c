// Shunting-yard to reverse Polish, precedence climbing, and a tree printer with few parentheses.
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int prec(char c) {
  switch (c) {
  case '+':
  case '-':
    return 1;
  case '*':
  case '/':
  case '%':
    return 2;
  case '^':
    return 3;
  default:
    return 0;
  }
}
static void to_rpn(const char *s, char *out) {
  char ops[32];
  int top = 0, unary = 1;
  for (; *s; s++) {
    if (isspace((unsigned char)*s)) continue;
    if (isdigit((unsigned char)*s)) {
      while (isdigit((unsigned char)*s) || *s == '.') *out++ = *s++;
      *out++ = ' ';
      s--;
      unary = 0;
      continue;
    }
    if (*s == '(') {
      ops[top++] = '(';
      unary = 1;
      continue;
    }
    if (*s == ')') {
      while (top && ops[top - 1] != '(') {
        *out++ = ops[--top];
        *out++ = ' ';
      }
      top--;
      unary = 0;
      continue;
    }
    if (*s == '-' && unary) {
      *out++ = '0';
      *out++ = ' ';
      ops[top++] = '-';
      continue;
    }
    while (top && (prec(ops[top - 1]) > prec(*s) || (prec(ops[top - 1]) == prec(*s) && *s != '^'))) {
      *out++ = ops[--top];
      *out++ = ' ';
    }
    ops[top++] = *s;
    unary = 1;
  }
  while (top) {
    *out++ = ops[--top];
    *out++ = ' ';
  }
  *out = 0;
}
static double rpn(char *s) {
  double st[32];
  int n = 0;
  for (char *w = strtok(s, " "); w; w = strtok(NULL, " ")) {
    if (isdigit((unsigned char)*w)) {
      st[n++] = atof(w);
      continue;
    }
    double b = st[--n], a = st[--n];
    st[n++] = *w == '+'   ? a + b
              : *w == '-' ? a - b
              : *w == '*' ? a * b
              : *w == '/' ? a / b
              : *w == '%' ? fmod(a, b)
                          : pow(a, b);
  }
  return st[0];
}
typedef struct tree {
  char op;
  double v;
  struct tree *l, *r;
} tree;
static const char *p;
static tree *node(char op, double v, tree *l, tree *r) {
  tree *t = malloc(sizeof *t);
  *t = (tree){op, v, l, r};
  return t;
}
static tree *expr(int least);
static tree *atom(void) {
  while (*p == ' ') p++;
  if (*p == '(') {
    p++;
    tree *t = expr(1);
    p++;
    return t;
  }
  if (*p == '-') {
    p++;
    return node('~', 0, atom(), NULL);
  }
  char *e;
  double v = strtod(p, &e);
  p = e;
  return node('n', v, NULL, NULL);
}
static tree *expr(int least) {
  tree *l = atom();
  for (;;) {
    while (*p == ' ') p++;
    int q = prec(*p);
    if (!q || q < least) return l;
    char op = *p++;
    l = node(op, 0, l, expr(op == '^' ? q : q + 1));
  }
}
static void print(tree *t, int outer, int right) {
  if (t->op == 'n') {
    printf("%g", t->v);
    return;
  }
  if (t->op == '~') {
    putchar('-');
    print(t->l, 4, 0);
    return;
  }
  int q = prec(t->op), paren = q < outer || (q == outer && right != (t->op == '^'));
  if (paren) putchar('(');
  print(t->l, q, 0);
  printf(" %c ", t->op);
  print(t->r, q, 1);
  if (paren) putchar(')');
}
static double value(tree *t) {
  double a, b;
  switch (t->op) {
  case 'n':
    return t->v;
  case '~':
    return -value(t->l);
  default:
    a = value(t->l);
    b = value(t->r);
    return t->op == '+'   ? a + b
           : t->op == '-' ? a - b
           : t->op == '*' ? a * b
           : t->op == '/' ? a / b
           : t->op == '%' ? fmod(a, b)
                          : pow(a, b);
  }
}
int main(void) {
  const char *e[] = {"1 + 2 * 3",    "(1 + 2) * 3",  "2 ^ 3 ^ 2", "(2 ^ 3) ^ 2", "10 - 4 - 3",
                     "10 - (4 - 3)", "-(2 + 3) * 4", "7 % 4 / 2", "((((5))))",   "1.5 * (2 - 0.5)"};
  for (int i = 0; i < 10; i++) {
    char r[80];
    to_rpn(e[i], r);
    printf("%-18s %-22s", e[i], r);
    p = e[i];
    tree *t = expr(1);
    printf("%g %g  ", rpn(r), value(t));
    print(t, 0, 0);
    puts("");
  }
  return 0;
}
