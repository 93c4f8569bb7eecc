#include <stdio.h>
#include <math.h>
#include <float.h>
static long double f(long double x, int n) { return n ? x * f(x, n - 1) : 1; }
int main(void) {
  long double a = 1.1L, b = 3, v[3] = { 1, 2.5L, -3e100L };
  printf("%.18Lf %.18Lf %.18Lf\n", a + b, a * b, a / b);
  printf("%.10Le %Lg\n", f(1.0001L, 1000), v[2]);
  printf("%d %d %d\n", a < b, a == 1.1, (int)(b * 2.5));
  printf("%llu %lld %d\n", (unsigned long long)18446744073709551615.0L, (long long)-9e18L, (unsigned char)200.7L);
  printf("%.5f %.3f\n", (double)(1 / b), (float)a);
  a++; --b; a += 2; b *= a; printf("%Lf %Lf\n", a, b);
  printf("%Lg %Lg %.0Lf\n", LDBL_MAX, LDBL_EPSILON, (long double)0xffffffffffffffffULL);
  printf("%.15Lf %.15Lf %.15Lf\n", sqrtl(2), sinl(1), powl(2, .5L));
  printf("%d %Lg\n", !a, -b);
  long double z = 0; printf("%Lf %Lf %d\n", 1 / z, -1 / z, z / z != z / z);
}
