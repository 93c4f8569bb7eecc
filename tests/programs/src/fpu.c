/* The floating-point state over switches between processes, in signal frames, and the exceptions that SSE raises. */
#include "sys.h"

enum { RIP = 16, FPSTATE = 23 };
struct ucontext { u64 flags, link, ss_sp, ss_flags, ss_size, regs[23]; u8 *fpstate; };
struct sigaction { void *handler; u64 flags; void *restorer; u64 mask; };
void restorer(void);
__asm__("restorer:\n\tmov $15,%eax\n\tsyscall\n");

static u32 mxcsr(void) {
  u32 m;
  __asm__ volatile("stmxcsr %0" : "=m"(m));
  return m;
}
static void set_mxcsr(u32 m) { __asm__ volatile("ldmxcsr %0" : : "m"(m)); }
static u64 bits(double x) {
  union { double d; u64 u; } v = {x};
  return v.u;
}

/* Says what the exception was, and masks it so that the instruction is done again without. */
static void on_fpe(int sig, int *info, struct ucontext *uc) {
  u32 *saved = (u32 *)(uc->fpstate + 24);
  show("signal", sig);
  show("code", info[2]);
  show("at rip", *(u64 *)(info + 4) == uc->regs[RIP]);
  show_hex("saved mxcsr", *saved);
  show_hex("mxcsr in the handler", mxcsr());
  show_hex("saved xmm15", *(u64 *)(uc->fpstate + 160 + 16 * 15));
  *saved = 0x1f80;
  *(u64 *)(uc->fpstate + 160 + 16 * 14) = 0x1234;
}

static volatile double zero = 0, one = 1, three = 3, large = 1e308, least = 5e-324;

static void raise(const char *what, u32 unmasked, volatile double *x, volatile double *y, int multiply) {
  double r;
  u64 fifteen = 0x12345678, fourteen = 1;
  put(what);
  set_mxcsr(0x1f80 & ~(unmasked << 7));
  __asm__ volatile("movq %4, %%xmm15\n\tmovq %1, %%xmm14\n\t"
                   "movsd %2, %0\n\ttest %5, %5\n\tjz 1f\n\tmulsd %3, %0\n\tjmp 2f\n1:\tdivsd %3, %0\n2:\tmovq %%xmm14, %1"
                   : "=&x"(r), "+r"(fourteen)
                   : "m"(*x), "m"(*y), "r"(fifteen), "r"(multiply)
                   : "xmm14", "xmm15", "cc");
  show_hex("result", bits(r));
  show_hex("xmm14", fourteen);
  show_hex("mxcsr", mxcsr());
  set_mxcsr(0x1f80);
}

/* Two processes take turns, each with sums and a rounding mode of its own. */
static void turns(int in, int out, double step, u32 mode, const char *name) {
  double sum = 0;
  u8 token;
  set_mxcsr(0x1f80 | mode << 13);
  for (int i = 0; i < 50; i++) {
    read(in, &token, 1);
    sum += step / three;
    write(out, &token, 1);
  }
  read(in, &token, 1);
  show_hex(name, bits(sum));
  show_hex("mxcsr", mxcsr());
  write(out, &token, 1);
}

void start(u64 *stack) {
  (void)stack;
  struct sigaction action = {on_fpe, 0x04000004, restorer, 0};
  rt_sigaction(8, &action, 0);
  show_hex("at the start", mxcsr());
  raise("division by zero\n", 4, &one, &zero, 0);
  raise("invalid\n", 1, &zero, &zero, 0);
  raise("overflow\n", 8, &large, &large, 1);
  raise("underflow\n", 16, &least, &least, 1);
  raise("denormal operand\n", 2, &least, &one, 1);
  raise("inexact\n", 32, &one, &three, 0);
  raise("nothing unmasked\n", 0, &one, &zero, 0);

  int there[2], back[2];
  u8 token = 1;
  pipe(there);
  pipe(back);
  set_mxcsr(0x5f80);
  long child = fork();
  if (child == 0) {
    show_hex("after fork", mxcsr());
    turns(there[0], back[1], 1, 1, "child");
    exit(0);
  }
  write(back[1], &token, 1);
  turns(back[0], there[1], 2, 2, "parent");
  int status;
  wait4(child, &status, 0, 0);
  exit(status);
}
