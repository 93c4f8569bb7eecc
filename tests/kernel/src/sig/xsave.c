/* XSAVE and its kin: what they write and take, what they refuse, and the area in a signal's frame. */
#include "hosted.h"
#include <setjmp.h>
#include <stdint.h>
#include <ucontext.h>

static unsigned char area[8192] __attribute__((aligned(64)));
static sigjmp_buf back;
static void segv(int sig) { siglongjmp(back, sig); }
#define GUARD(what, code)                                  \
  do {                                                     \
    int sig = sigsetjmp(back, 1);                          \
    if (sig == 0) { code; SAY("%s: fine\n", what); }       \
    else SAY("%s: %s\n", what, sigabbrev_np(sig));         \
  } while (0)
#define RUN(insn, at, mask) __asm__ volatile(insn " (%0)" ::"r"(at), "a"(mask), "d"(0) : "memory")

static const double values[2] = {1.5, -2.25};
static const unsigned nearest = 0x1f80, masked = 0x1fa0, upward = 0x5f80;
static void fresh(void) { __asm__ volatile("fninit; pxor %%xmm3, %%xmm3; ldmxcsr %0" ::"m"(nearest) : "xmm3"); }
static void used(void) {
  __asm__ volatile("fninit; fldpi; fldln2; movupd %0, %%xmm3; ldmxcsr %1" ::"m"(values), "m"(masked) : "xmm3");
}
static void tell(const char *what) {
  unsigned short fcw, fsw;
  unsigned mxcsr;
  double d[2];
  __asm__ volatile("fnstcw %0; fnstsw %1; stmxcsr %2; movupd %%xmm3, %3" : "=m"(fcw), "=m"(fsw), "=m"(mxcsr), "=m"(d));
  SAY("%s: fcw %x top %d mxcsr %x xmm3 %g %g\n", what, fcw, fsw >> 11 & 7, mxcsr, d[0], d[1]);
}

static void saved(const char *what, int components) {
  uint64_t *header = (uint64_t *)(area + 512);
  SAY("%s %d: bv %llx comp %llx wrote", what, components, (unsigned long long)header[0], (unsigned long long)header[1]);
  for (int i = 0, from = -1; i <= 512; i++) {
    int wrote = i < 512 && area[i] != 0xcc;
    /* Zeros among the registers' unused bytes are written too. */
    if (wrote && from < 0) from = i;
    if (!wrote && from >= 0) SAY(" %d-%d", from, i), from = -1;
  }
  SAY(" fcw %x mxcsr %x\n", *(uint16_t *)area, *(uint32_t *)(area + 24));
}
#define SAVE(insn, mask)            \
  do {                              \
    memset(area, 0xcc, 512);        \
    memset(area + 512, 0, 64);      \
    used();                         \
    RUN(insn, area, mask);          \
    fresh();                        \
    saved(insn, mask);              \
  } while (0)

static void put(uint64_t bv, uint64_t comp) {
  memset(area, 0, sizeof area);
  used();
  RUN("fxsave64", area, 0);
  *(uint16_t *)area = 0x27f;
  *(uint32_t *)(area + 24) = upward;
  ((uint64_t *)(area + 512))[0] = bv;
  ((uint64_t *)(area + 512))[1] = comp;
}

static int changed;
static void handler(int sig, siginfo_t *info, void *context) {
  ucontext_t *uc = context;
  unsigned char *fp = (unsigned char *)uc->uc_mcontext.fpregs;
  uint32_t *sw = (uint32_t *)(fp + 464);
  (void)sig, (void)info;
  SAY("flags %lx magic %x sizes %d more %d features %x end %x aligned %d\n", uc->uc_flags, sw[0], sw[4] >= 576,
      sw[1] - sw[4], sw[2] & 3, *(uint32_t *)(fp + sw[4]), (int)((uintptr_t)fp % 64));
  uint64_t *bv = (uint64_t *)(fp + 512);
  switch (changed) {
  case 1: *(double *)(fp + 160 + 48) = 9.75; break;
  case 2: *bv &= ~2ull; break;
  case 3: *bv &= ~1ull; break;
  case 4: sw[0] = 0; *(double *)(fp + 160 + 48) = 3.5; break;
  case 5: *(uint32_t *)(fp + sw[4]) = 0; break;
  case 6: *bv |= 1ull << 62; break;
  case 7: ((uint64_t *)(fp + 512))[2] = 1; break;
  case 8: *(uint32_t *)(fp + 24) = 0xffffffff; break;
  case 9: uc->uc_mcontext.fpregs = 0; break;
  }
}

int main(void) {
  uint32_t a, d;
  struct sigaction action = {.sa_handler = segv, .sa_flags = SA_NODEFER};
  sigaction(SIGSEGV, &action, 0), sigaction(SIGBUS, &action, 0), sigaction(SIGILL, &action, 0);
  __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  SAY("xcr0 %x\n", a & 3);
  GUARD("xgetbv 5", __asm__ volatile("xgetbv" ::"c"(5) : "eax", "edx"));
  GUARD("xsetbv", __asm__ volatile("xsetbv" ::"a"(3), "d"(0), "c"(0)));

  for (int mask = 0; mask < 4; mask++) {
    SAVE("xsave64", mask);
    SAVE("xsaveopt64", mask);
    SAVE("xsavec64", mask);
    SAVE("xsave", mask);
  }
  memset(area, 0, sizeof area);
  memset(area + 512, 0xff, 64);
  used();
  RUN("xsave64", area, 1);
  fresh();
  SAY("header kept: %x %x\n", area[512], area[520]);

  for (int mask = 0; mask < 4; mask++)
    for (int bv = 0; bv < 4; bv++)
      for (int compact = 0; compact < 2; compact++) {
        char what[40];
        snprintf(what, sizeof what, "xrstor mask %d bv %d compact %d", mask, bv, compact);
        put(bv, compact ? 1ull << 63 | 3 : 0);
        fresh();
        RUN("xrstor64", area, mask);
        tell(what);
        fresh();
      }
  static const struct { const char *what; uint64_t bv, comp; int at; } bad[] = {
      {"a component that is not there", 1ull << 62, 0, 0}, {"xcomp_bv without its top bit", 3, 1, 0},
      {"compacted, and more than it has", 3, 1ull << 63 | 1, 0}, {"compacted, of what is not there", 1, 1ull << 63 | 1ull << 61, 0},
      {"reserved byte 16", 3, 0, 16}, {"reserved byte 24", 3, 0, 24}, {"reserved byte 63", 3, 0, 63},
      {"compacted, reserved byte 24", 3, 1ull << 63 | 3, 24}, {"compacted, reserved byte 63", 3, 1ull << 63 | 3, 63},
  };
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
    put(bad[i].bv, bad[i].comp);
    if (bad[i].at) area[512 + bad[i].at] = 1;
    fresh();
    GUARD(bad[i].what, RUN("xrstor64", area, 3));
    fresh();
  }
  put(3, 0);
  *(uint32_t *)(area + 24) = 0x10000;
  GUARD("bad mxcsr", RUN("xrstor64", area, 3));
  GUARD("bad mxcsr, not asked for", RUN("xrstor64", area, 1));
  GUARD("xsave at 16", RUN("xsave64", area + 16, 3));
  GUARD("xrstor at 32", RUN("xrstor64", area + 32, 3));
  GUARD("xsavec at 1", RUN("xsavec64", area + 1, 3));
  GUARD("xsave nowhere", RUN("xsave64", 0L, 3));
  GUARD("xsave, not canonical", RUN("xsave64", 1L << 62, 3));
  fresh();

  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGUSR1, &action, 0);
  for (changed = 0; changed < 10; changed++) {
    pid_t pid = fork();
    if (pid == 0) {
      signal(SIGSEGV, SIG_DFL);
      long ret;
      char what[20];
      snprintf(what, sizeof what, "changed %d", changed);
      pid = getpid();
      used();
      /* No library call in between, as it might change the state. */
      __asm__ volatile("syscall" : "=a"(ret) : "0"(62), "D"(pid), "S"(SIGUSR1) : "rcx", "r11", "memory");
      tell(what);
      _exit(0);
    }
    reap(pid);
  }
  return 0;
}
