#include <stdio.h>
#include <math.h>
static int cmp(double a, double b) {
  return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
}
static int brn(float a, float b) {
  int r = 0;
  if (a < b) r |= 1;
  if (a <= b) r |= 2;
  if (!(a > b)) r |= 4;
  if (!(a >= b)) r |= 8;
  if (a == b) r |= 16;
  while (a != b) {
    r |= 32;
    break;
  }
  return r;
}
int main(void) {
  double v[] = {0, -0.0, 1, -1, INFINITY, -INFINITY, NAN};
  for (int i = 0; i < 7; i++, puts(""))
    for (int j = 0; j < 7; j++) printf("%02x/%02x ", cmp(v[i], v[j]), brn(v[i], v[j]));
  printf("%d %d %d\n", isunordered(1, NAN), isless(1., 2), signbit(-0.0) != 0);
  printf("%d %d\n", NAN ? 1 : 2, !NAN);
  for (double x = 0; x < .5; x += .1) printf("%g ", x);
  puts("");
}
