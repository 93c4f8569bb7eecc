/* C11 7.6. Arithmetic is in SSE and in x87, so both have their flags, masks and rounding: MXCSR and the control and status words
   (SDM vol. 1, 8.1.5, 10.2.3). */
#define _GNU_SOURCE
#include <fenv.h>

static unsigned get_mxcsr(void) {
  unsigned m;
  __asm__ volatile("stmxcsr %0" : "=m"(m));
  return m;
}

static void set_mxcsr(unsigned m) { __asm__ volatile("ldmxcsr %0" : : "m"(m)); }

static unsigned short status(void) {
  unsigned short s;
  __asm__ volatile("fnstsw %0" : "=m"(s));
  return s;
}

static unsigned short control(void) {
  unsigned short c;
  __asm__ volatile("fnstcw %0" : "=m"(c));
  return c;
}

static void set_control(unsigned short c) { __asm__ volatile("fldcw %0" : : "m"(c)); }

int fegetround(void) { return control() & FE_TOWARDZERO; }

int fesetround(int mode) {
  if (mode & ~FE_TOWARDZERO) return 1;
  set_control((unsigned short)((control() & ~FE_TOWARDZERO) | mode));
  set_mxcsr((get_mxcsr() & ~(unsigned)(FE_TOWARDZERO << 3)) | (unsigned)mode << 3);
  return 0;
}

int fetestexcept(int which) { return (status() | (int)get_mxcsr()) & which & FE_ALL_EXCEPT; }

int fegetenv(fenv_t *to) {
  __asm__ volatile("fnstenv %0\n\tfldenv %0" : "+m"(*to));
  to->__mxcsr = get_mxcsr();
  return 0;
}

int fesetenv(const fenv_t *from) {
  fenv_t env;
  if (from == FE_DFL_ENV) {
    __asm__ volatile("fninit");
    set_mxcsr(0x1f80);
    return 0;
  }
  env = *from;
  __asm__ volatile("fldenv %0" : : "m"(env));
  set_mxcsr(env.__mxcsr);
  return 0;
}

int feclearexcept(int which) {
  which &= FE_ALL_EXCEPT;
  fenv_t env;
  if (status() & which) {
    __asm__ volatile("fnstenv %0" : "=m"(env));
    env.__status_word = (unsigned short)(env.__status_word & ~which);
    __asm__ volatile("fldenv %0" : : "m"(env));
  }
  set_mxcsr(get_mxcsr() & ~(unsigned)which);
  return 0;
}

/* Setting an unmasked flag of MXCSR does not trap; the next instruction of x87 does. */
int feraiseexcept(int which) {
  which &= FE_ALL_EXCEPT;
  if (which & ~((int)get_mxcsr() >> 7) & FE_INVALID) {
    volatile double zero = 0, r = zero / zero;
    (void)r;
  }
  if (which & ~((int)get_mxcsr() >> 7) & FE_DIVBYZERO) {
    volatile double zero = 0, r = 1 / zero;
    (void)r;
  }
  set_mxcsr(get_mxcsr() | (unsigned)which);
  return 0;
}

int fegetexceptflag(fexcept_t *to, int which) {
  *to = (fexcept_t)fetestexcept(which);
  return 0;
}

int fesetexceptflag(const fexcept_t *from, int which) {
  feclearexcept(which);
  set_mxcsr(get_mxcsr() | (*from & (unsigned)which & FE_ALL_EXCEPT));
  return 0;
}

int feholdexcept(fenv_t *to) {
  fegetenv(to);
  feclearexcept(FE_ALL_EXCEPT);
  set_control(control() | FE_ALL_EXCEPT);
  set_mxcsr(get_mxcsr() | FE_ALL_EXCEPT << 7);
  return 0;
}

int feupdateenv(const fenv_t *from) {
  int raised = fetestexcept(FE_ALL_EXCEPT);
  fesetenv(from);
  return feraiseexcept(raised);
}

int fegetexcept(void) { return ~control() & FE_ALL_EXCEPT; }

int feenableexcept(int which) {
  int old = fegetexcept();
  which &= FE_ALL_EXCEPT;
  set_control((unsigned short)(control() & ~which));
  set_mxcsr(get_mxcsr() & ~((unsigned)which << 7));
  return old;
}

int fedisableexcept(int which) {
  int old = fegetexcept();
  which &= FE_ALL_EXCEPT;
  set_control((unsigned short)(control() | which));
  set_mxcsr(get_mxcsr() | (unsigned)which << 7);
  return old;
}
