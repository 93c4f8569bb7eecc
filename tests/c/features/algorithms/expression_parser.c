#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
static const char *s;
static double expr(void);
static double atom(void) {
  double v;
  if (*s == '(') {
    s++;
    v = expr();
    s++;
  } else if (*s == '-') {
    s++;
    return -atom();
  } else
    v = strtod(s, (char **)&s);
  return v;
}
static double power(void) {
  double b = atom();
  if (*s == '^') {
    s++;
    int n = (int)power();
    double r = 1;
    while (n-- > 0) r *= b;
    return r;
  }
  return b;
}
static double term(void) {
  double v = power();
  for (;;) {
    if (*s == '*')
      s++, v *= power();
    else if (*s == '/')
      s++, v /= power();
    else
      return v;
  }
}
static double expr(void) {
  double v = term();
  for (;;) {
    if (*s == '+')
      s++, v += term();
    else if (*s == '-')
      s++, v -= term();
    else
      return v;
  }
}
int main(void) {
  const char *t[] = {"1+2*3", "(1+2)*3", "2^3^2", "-(4-6)*2.5", "100/8/2", "1-2-3", "2*(3+(4-1))^2"};
  for (int i = 0; i < 7; i++) {
    s = t[i];
    printf("%s = %g\n", t[i], expr());
  }
}
