#include <stdio.h>
#include <stdlib.h>
#include <ctype.h>
#define NUMBER '0'
static double val[100]; static int sp = 0;
void push(f) double f; { val[sp++] = f; }
double pop() { return sp > 0 ? val[--sp] : 0.0; }
static char *line = "1 2 + 4 * 5 3 - / 7 2 % +\n"; static int buf = -1;
int getch() { int c; if (buf >= 0) { c = buf; buf = -1; return c; } return *line ? *line++ : EOF; }
void ungetch(c) { buf = c; }
int getop(s) char s[]; {
  int i, c;
  while ((s[0] = c = getch()) == ' ' || c == '\t');
  s[1] = '\0';
  if (!isdigit(c) && c != '.') return c;
  i = 0;
  if (isdigit(c)) while (isdigit(s[++i] = c = getch()));
  s[i] = '\0';
  if (c != EOF) ungetch(c);
  return NUMBER;
}
int main() {
  int type; double op2; char s[100];
  while ((type = getop(s)) != EOF)
    switch (type) {
    case NUMBER: push(atof(s)); break;
    case '+': push(pop() + pop()); break;
    case '*': push(pop() * pop()); break;
    case '-': op2 = pop(); push(pop() - op2); break;
    case '/': op2 = pop(); if (op2 != 0.0) push(pop() / op2); break;
    case '%': op2 = pop(); push((double)((int)pop() % (int)op2)); break;
    case '\n': printf("\t%.8g\n", pop()); break;
    default: printf("error: unknown command %s\n", s); break;
    }
  return 0;
}
