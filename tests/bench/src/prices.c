/*
 * Cycles from one instruction to the next, for lib/emulator/cost/instructions.ts: the least of 4,000 runs of 64, in core
 * cycles, whose length a chain of multiplications tells (three each). What is timed has the moves around it, which are
 * timed alone too. gcc -O1 -msse4.2 -o prices tests/bench/src/prices.c && ./prices
 */
#include <stdint.h>
#include <stdio.h>
#include <x86intrin.h>

enum { RUNS = 4000, REPEATED = 64, MULTIPLY = 3 };

static char memory[512] __attribute__((aligned(64)));

/* A function that runs `body` 64 times after `setup`; %0 is the memory. */
#define ROW(name, setup, body)                                                                        \
  static void name(void) {                                                                            \
    __asm__ volatile(setup "\n\t.rept 64\n\t" body "\n\t.endr\n\tfninit"                              \
                     : : "r"(memory) : "memory", "cc", "rax", "rcx", "rdx", "xmm0", "xmm1", "xmm2");  \
  }
#define INTEGER(name, body) ROW(name, "mov $7,%%ecx\n\tmov $4,%%edx", body)
#define SSE(name) ROW(name, "movapd %%xmm1,%%xmm2", "movapd %%xmm1,%%xmm0\n\t" #name " %%xmm2,%%xmm0")
#define STRING(name) ROW(name, "mov $4,%%eax\n\tmov $4,%%edx", #name " $0,%%xmm1,%%xmm2")
/* ST(0) is 1 and ST(1) pi; what is pushed is popped. */
#define X87(name, body) ROW(name, "fninit\n\tfldpi\n\tfld1", body)
#define POP "\n\tfstp %%st(0)"

ROW(nothing, "", "")
ROW(multiply, "mov $3,%%eax", "imul %%rax,%%rax")
INTEGER(div32, "mov $1000,%%eax\n\txor %%edx,%%edx\n\tdiv %%ecx")
INTEGER(div32_chain, "xor %%edx,%%edx\n\tdiv %%ecx")
INTEGER(div64, "mov $1000,%%eax\n\txor %%edx,%%edx\n\tdiv %%rcx")
INTEGER(mul, "mov $9,%%eax\n\tmul %%rcx")
SSE(orps) SSE(divss) SSE(divps) SSE(divsd) SSE(divpd) SSE(sqrtss) SSE(sqrtps) SSE(sqrtsd) SSE(sqrtpd)
STRING(pcmpistri) STRING(pcmpistrm) STRING(pcmpestri) STRING(pcmpestrm)
X87(fld_fstp, "fld %%st(1)" POP)
X87(fadd, "fld %%st(1)\n\tfadd %%st(1),%%st" POP)
X87(fmul, "fld %%st(1)\n\tfmul %%st(1),%%st" POP)
X87(fdiv, "fld %%st(0)\n\tfdiv %%st(2),%%st" POP)
X87(fsqrt, "fld %%st(1)\n\tfsqrt" POP)
X87(fsin, "fld %%st(0)\n\tfsin" POP)
X87(fcos, "fld %%st(0)\n\tfcos" POP)
X87(fsincos, "fld %%st(0)\n\tfsincos" POP POP)
X87(fptan, "fld %%st(0)\n\tfptan" POP POP)
X87(fpatan, "fld %%st(1)\n\tfld %%st(1)\n\tfpatan" POP)
X87(f2xm1, "fldlg2\n\tf2xm1" POP)
X87(fyl2x, "fld %%st(0)\n\tfld %%st(2)\n\tfyl2x" POP)
X87(fyl2xp1, "fld %%st(0)\n\tfldlg2\n\tfyl2xp1" POP)
X87(fscale, "fld %%st(1)\n\tfscale" POP)
X87(fprem, "fld %%st(1)\n\tfprem" POP)
X87(fprem1, "fld %%st(1)\n\tfprem1" POP)
X87(frndint, "fld %%st(1)\n\tfrndint" POP)
X87(fxtract, "fld %%st(1)\n\tfxtract" POP POP)
X87(fcomi, "fcomi %%st(1),%%st")
X87(fxam, "fxam")
X87(fild, "fildl (%0)" POP)
X87(fistp, "fld %%st(0)\n\tfistpl 16(%0)")
X87(fbstp, "fld %%st(0)\n\tfbstp 64(%0)")
X87(fbld, "fbld 64(%0)" POP)
X87(fnstcw, "fnstcw 128(%0)")
X87(fldcw, "fldcw 128(%0)")
X87(fnstenv, "fnstenv 192(%0)")
X87(fldenv, "fldenv 192(%0)")
X87(fnsave, "fnsave 256(%0)")
X87(frstor, "frstor 256(%0)")
X87(fninit, "fninit")
ROW(fxsave, "", "fxsave (%0)")
ROW(fxrstor, "fxsave (%0)", "fxrstor (%0)")
ROW(ldmxcsr, "stmxcsr (%0)", "ldmxcsr (%0)")

#define NAMED(name) {#name, name}
static const struct { const char *name; void (*run)(void); } ROWS[] = {
  NAMED(div32), NAMED(div32_chain), NAMED(div64), NAMED(mul), NAMED(orps), NAMED(divss), NAMED(divps), NAMED(divsd),
  NAMED(divpd), NAMED(sqrtss), NAMED(sqrtps), NAMED(sqrtsd), NAMED(sqrtpd), NAMED(pcmpistri), NAMED(pcmpistrm),
  NAMED(pcmpestri), NAMED(pcmpestrm), NAMED(fld_fstp), NAMED(fadd), NAMED(fmul), NAMED(fdiv), NAMED(fsqrt), NAMED(fsin),
  NAMED(fcos), NAMED(fsincos), NAMED(fptan), NAMED(fpatan), NAMED(f2xm1), NAMED(fyl2x), NAMED(fyl2xp1), NAMED(fscale),
  NAMED(fprem), NAMED(fprem1), NAMED(frndint), NAMED(fxtract), NAMED(fcomi), NAMED(fxam), NAMED(fild), NAMED(fistp),
  NAMED(fbstp), NAMED(fbld), NAMED(fnstcw), NAMED(fldcw), NAMED(fnstenv), NAMED(fldenv), NAMED(fnsave), NAMED(frstor),
  NAMED(fninit), NAMED(fxsave), NAMED(fxrstor), NAMED(ldmxcsr),
};

/* Ticks of the time-stamp counter. */
static double least(void (*run)(void)) {
  uint64_t best = UINT64_MAX;
  for (int i = 0; i < RUNS; i++) {
    uint64_t before = __rdtsc();
    _mm_lfence();
    run();
    _mm_lfence();
    uint64_t took = __rdtsc() - before;
    if (took < best) best = took;
  }
  return (double)best;
}

int main(void) {
  double around = least(nothing);
  double cycle = (least(multiply) - around) / (REPEATED * MULTIPLY);
  printf("ticks in a core cycle: %.4f\n", cycle);
  for (unsigned i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
    printf("%-12s %7.2f\n", ROWS[i].name, (least(ROWS[i].run) - around) / REPEATED / cycle);
}
