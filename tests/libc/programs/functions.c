// <math.h> on random arguments of all sizes: each result by its bits.
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
  const char *name;
  double (*f)(double);
} one[] = { { "sin", sin },     { "cos", cos },     { "tan", tan },     { "asin", asin },   { "acos", acos },
            { "atan", atan },   { "sinh", sinh },   { "cosh", cosh },   { "tanh", tanh },   { "asinh", asinh },
            { "acosh", acosh }, { "atanh", atanh }, { "exp", exp },     { "exp2", exp2 },   { "exp10", exp10 },
            { "expm1", expm1 }, { "log", log },     { "log2", log2 },   { "log10", log10 }, { "log1p", log1p },
            { "cbrt", cbrt },   { "sqrt", sqrt },   { "floor", floor }, { "ceil", ceil },   { "round", round },
            { "trunc", trunc }, { "rint", rint },   { "erf", erf },     { "erfc", erfc },   { "fabs", fabs },
            { "logb", logb } };
static const struct {
  const char *name;
  double (*f)(double, double);
} two[] = { { "pow", pow }, { "atan2", atan2 }, { "hypot", hypot }, { "fmod", fmod }, { "remainder", remainder },
            { "nextafter", nextafter }, { "copysign", copysign }, { "fmax", fmax }, { "fdim", fdim } };

static unsigned long s;

static unsigned long next(void) {
  s ^= s << 13;
  s ^= s >> 7;
  return s ^= s << 17;
}

static double random_double(void) {
  union {
    unsigned long u;
    double x;
  } v = { next() };
  if (next() % 4 == 0) return v.x;
  double unit = (double)(long)next() / 9.3e18;
  return next() % 3 == 0 ? unit : unit * (next() & 1 ? 10 : 700);
}

static void show(const char *name, double x, double y, double r) {
  union {
    double x;
    unsigned long u;
  } v = { r };
  if (isnan(r)) v.u = 0x7ff8UL << 48;
  printf("%s %a,%a %#lx\n", name, x, y, v.u);
}

int main(int argc, char **argv) {
  s = (argc > 1 ? strtoul(argv[1], 0, 10) : 1) * 2654435769UL + 1;
  for (int n = 0; n < 300; n++) {
    for (unsigned i = 0; i < sizeof one / sizeof *one; i++) {
      double x = random_double();
      show(one[i].name, x, 0, one[i].f(x));
    }
    for (unsigned i = 0; i < sizeof two / sizeof *two; i++) {
      double x = random_double(), y = random_double();
      show(two[i].name, x, y, two[i].f(x, y));
    }
  }
  return 0;
}
