/* Floating-point exceptions and alignment checks as signals, and the floating-point state that a handler is shown. */
#include "sys.h"

enum { R8, R9, R10, R11, R12, R13, R14, R15, RDI, RSI, RBP, RBX, RDX, RAX, RCX, RSP, RIP, FLAGS, CS, ERR, TRAP, MASK, CR2 };
struct ucontext { u64 flags, link, ss_sp, ss_flags, ss_size; u64 regs[23]; u8 *fpstate; };
struct sigaction { void *handler; u64 flags; void *restorer; u64 mask; };
struct siginfo { int signo, error, code, pad; u64 address; };
void restorer(void);
__asm__("restorer:\n\tmov $15,%eax\n\tsyscall\n");

static u64 resume;

static void on_fault(int sig, struct siginfo *info, struct ucontext *uc) {
  show("signal", sig);
  show("  code", info->code);
  show("  at the instruction", info->address == uc->regs[RIP]);
  show("  vector", (i64)uc->regs[TRAP]);
  show_hex("  error", uc->regs[ERR]);
  show_hex("  fcw", *(u16 *)uc->fpstate);
  show_hex("  fsw", *(u16 *)(uc->fpstate + 2));
  show_hex("  tags", uc->fpstate[4]);
  show_hex("  mxcsr", *(u32 *)(uc->fpstate + 24));
  for (int i = 0; i < 3; i++) {
    show_hex("  st", *(u64 *)(uc->fpstate + 32 + 16 * i));
    show_hex("  exponent", *(u16 *)(uc->fpstate + 40 + 16 * i));
  }
  /* Go on with the exceptions gone, and what was pushed last changed. */
  *(u16 *)(uc->fpstate + 2) &= 0x7f00;
  *(u32 *)(uc->fpstate + 24) = 0x1f80;
  uc->fpstate[40] ^= 1;
  uc->regs[FLAGS] &= ~0x40000UL;
  uc->regs[RIP] = resume;
}

#define TRY(code) \
  __asm__ volatile("lea 9f(%%rip),%%rax\n\tmov %%rax,%0\n\t" code "\n9:" : "=m"(resume) : : "rax", "rcx", "rdx", "memory")

static u16 control;
u32 mxcsr;
u64 values[4] __attribute__((aligned(16)));

static void x87(u16 mask, const char *name) {
  put(name);
  put("\n");
  control = mask;
  __asm__ volatile("fninit\n\tfldpi\n\tfld1\n\tfldcw %0" : : "m"(control));
}

static u64 top(void) {
  u8 image[16];
  __asm__ volatile("fstpt %0" : "=m"(image));
  return *(u16 *)(image + 8);
}

void start(u64 *stack) {
  (void)stack;
  struct sigaction action = {on_fault, 0x44000004, restorer, 0};
  rt_sigaction(7, &action, 0);
  rt_sigaction(8, &action, 0);

  x87(0x37e, "invalid");
  TRY("fchs\n\tfsqrt\n\tfwait");
  show_hex("top", top());
  x87(0x37b, "divide");
  TRY("fldz\n\tfdivrp\n\tfwait");
  x87(0x377, "overflow");
  TRY("fldl2e\n\tfxch\n\tfscale\n\tfscale\n\tfld %%st\n\tfmulp\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\t"
      "fmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfmul %%st\n\tfwait");
  x87(0x35f, "inexact");
  TRY("fldpi\n\tfdivrp\n\tfwait");
  x87(0x37e, "empty");
  TRY("fstp %%st\n\tfstp %%st\n\tfstp %%st\n\tfwait");
  __asm__ volatile("fninit");

  put("sse\n");
  mxcsr = 0x1f80 & ~0x200;
  values[0] = 0x3ff0000000000000;
  TRY("ldmxcsr mxcsr(%%rip)\n\tmovsd values(%%rip),%%xmm0\n\tdivsd values+16(%%rip),%%xmm0");
  mxcsr = 0x1f80 & ~0x80;
  TRY("ldmxcsr mxcsr(%%rip)\n\tmovsd values+16(%%rip),%%xmm0\n\tdivsd values+16(%%rip),%%xmm0");

  put("alignment\n");
#define CHECKED(code) TRY("lea values(%%rip),%%rdx\n\tpushfq\n\torl $0x40000,(%%rsp)\n\tpopfq\n\t" code "\n\tnop")
  CHECKED("mov 1(%%rdx),%%ecx");
  CHECKED("mov 3(%%rdx),%%cx");
  CHECKED("mov %%rcx,4(%%rdx)");
  CHECKED("mov 5(%%rdx),%%cl\n\tmov 8(%%rdx),%%rcx\n\tmov 6(%%rdx),%%cx\n\tpush 2(%%rdx)");
  CHECKED("fldl 4(%%rdx)");
  CHECKED("addl $1,2(%%rdx)");
  __asm__ volatile("pushfq\n\tandl $~0x40000,(%%rsp)\n\tpopfq" : : : "memory", "cc");
  exit(0);
}
