// Complex constants as static initialisers: arithmetic on them is folded.
#include <complex.h>
#include <stdio.h>
static double complex unit = 1 + 2 * I, list[] = {1, I, -1, -I, 3.5 - 2.5 * I, (1 + I) * (2 - I), (1 + I) / (1 - I), 2 / 4.0 * I};
static float complex narrow = 2 * I;
static long double complex wide = 1.5L - I / 2;
int main(void) {
  printf("%g %g %g %g %Lg %Lg\n", creal(unit), cimag(unit), crealf(narrow), cimagf(narrow), creall(wide), cimagl(wide));
  for (int i = 0; i < 8; i++) printf("%g %g\n", creal(list[i]), cimag(list[i]));
  return 0;
}
