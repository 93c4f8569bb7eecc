/* The functions of double complex and float complex: those of long double complex, rounded. */
#include <complex.h>

double complex cacos(double complex z) { return cacosl(z); }
float complex cacosf(float complex z) { return cacosl(z); }
double complex casin(double complex z) { return casinl(z); }
float complex casinf(float complex z) { return casinl(z); }
double complex catan(double complex z) { return catanl(z); }
float complex catanf(float complex z) { return catanl(z); }
double complex ccos(double complex z) { return ccosl(z); }
float complex ccosf(float complex z) { return ccosl(z); }
double complex csin(double complex z) { return csinl(z); }
float complex csinf(float complex z) { return csinl(z); }
double complex ctan(double complex z) { return ctanl(z); }
float complex ctanf(float complex z) { return ctanl(z); }
double complex cacosh(double complex z) { return cacoshl(z); }
float complex cacoshf(float complex z) { return cacoshl(z); }
double complex casinh(double complex z) { return casinhl(z); }
float complex casinhf(float complex z) { return casinhl(z); }
double complex catanh(double complex z) { return catanhl(z); }
float complex catanhf(float complex z) { return catanhl(z); }
double complex ccosh(double complex z) { return ccoshl(z); }
float complex ccoshf(float complex z) { return ccoshl(z); }
double complex csinh(double complex z) { return csinhl(z); }
float complex csinhf(float complex z) { return csinhl(z); }
double complex ctanh(double complex z) { return ctanhl(z); }
float complex ctanhf(float complex z) { return ctanhl(z); }
double complex cexp(double complex z) { return cexpl(z); }
float complex cexpf(float complex z) { return cexpl(z); }
double complex clog(double complex z) { return clogl(z); }
float complex clogf(float complex z) { return clogl(z); }
double complex csqrt(double complex z) { return csqrtl(z); }
float complex csqrtf(float complex z) { return csqrtl(z); }
double complex cproj(double complex z) { return cprojl(z); }
float complex cprojf(float complex z) { return cprojl(z); }
double complex cpow(double complex z, double complex w) { return cpowl(z, w); }
float complex cpowf(float complex z, float complex w) { return cpowl(z, w); }
