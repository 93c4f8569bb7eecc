/*
 * Runs short pieces of machine code on the real processor and says what they did. Reads records on standard input,
 * answers on standard output; layout.ts has the same structures.
 *
 * A case starts by returning from a signal handler with the case's registers, and ends at the first signal it gets
 * (the code is followed by int3). No libc: FS and GS are free for the cases, and nothing else is mapped low.
 */
#include "../programs/src/sys.h"

#define CODE 0x10000000UL
#define DATA 0x20000000UL
#define PAGE 4096UL
#define DATA_PAGES 2
#define FS_BASE 0x20000100UL
#define GS_BASE 0x1ffff000UL
/* Bytes of the FXSAVE image that mean something: SDM vol. 1, table 10-2. */
#define FX 416

struct input {
  u16 length, offset;
  u32 seed;
  u64 flags;
  u64 gpr[16];
  u8 code[256];
  u8 fx[FX];
};

struct output {
  u64 gpr[16];
  u64 rip, flags, cr2;
  u32 vector, error;
  /* 1 when the case ran too long and was cut off. */
  u32 timeout;
  /* Words of the data pages that changed; as many pairs of offset and value follow. */
  u32 changed;
  u8 fx[FX];
};

/* struct ucontext as the kernel puts it on the stack; arch/x86/include/uapi/asm/sigcontext.h. */
enum { R8, R9, R10, R11, R12, R13, R14, R15, RDI, RSI, RBP, RBX, RDX, RAX, RCX, RSP, RIP, FLAGS, CS, ERR, TRAP, MASK, CR2, REGS };
struct ucontext {
  u64 flags, link;
  u64 ss_sp, ss_flags, ss_size;
  u64 regs[REGS];
  /* An XSAVE image: the FXSAVE image, and in its header which components are in use. */
  u8 *fpstate;
};
enum { FX_MAGIC = 464, XSTATE_BV = 512 };
static const u8 ORDER[16] = {RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15};

struct sigaction { void *handler; u64 flags; void *restorer; u64 mask; };
void restorer(void);
__asm__("restorer:\n\tmov $15,%eax\n\tsyscall\n");

static struct input in;
static struct output out;
static u64 saved[REGS];
static volatile int running;
static volatile u32 cases, last_tick;
static u8 alt_stack[65536] __attribute__((aligned(16)));
static u32 before[DATA_PAGES * PAGE / 4];
static u32 pairs[DATA_PAGES * PAGE / 4 * 2];

/* Ends the case: its registers into `out`, the main program's back in place. */
static void finish(struct ucontext *uc) {
  for (int i = 0; i < 16; i++) out.gpr[i] = uc->regs[ORDER[i]];
  out.rip = uc->regs[RIP];
  out.flags = uc->regs[FLAGS];
  out.cr2 = uc->regs[CR2];
  out.vector = (u32)uc->regs[TRAP];
  out.error = (u32)uc->regs[ERR];
  memcpy(out.fx, uc->fpstate, FX);
  for (int i = 0; i < 18; i++) uc->regs[i] = saved[i];
  running = 0;
}

static void on_fault(int sig, void *info, struct ucontext *uc) {
  (void)info;
  if (running) return finish(uc);
  if (sig != 5) exit(3);
  for (int i = 0; i < 18; i++) saved[i] = uc->regs[i];
  for (int i = 0; i < 16; i++) uc->regs[ORDER[i]] = in.gpr[i];
  memcpy(uc->fpstate, in.fx, FX);
  /* FP_XSTATE_MAGIC1: the components named in XSTATE_BV are loaded, x87 and SSE among them. */
  if (*(u32 *)(uc->fpstate + FX_MAGIC) == 0x46505853) *(u64 *)(uc->fpstate + XSTATE_BV) |= 3;
  uc->regs[RIP] = CODE + in.offset;
  uc->regs[FLAGS] = in.flags;
  running = 1;
}

/* Every 2 ms; a case that has seen two ticks is in an endless loop. */
static void on_tick(int sig, void *info, struct ucontext *uc) {
  (void)sig, (void)info;
  if (running && last_tick == cases) {
    out.timeout = 1;
    finish(uc);
  }
  last_tick = cases;
}

static int read_all(void *p, u64 n) {
  for (u64 got = 0; got < n;) {
    long r = read(0, (u8 *)p + got, n - got);
    if (r == -4) continue;
    if (r <= 0) return 0;
    got += (u64)r;
  }
  return 1;
}

static void write_all(const void *p, u64 n) {
  for (u64 put = 0; put < n;) {
    long r = write(1, (const u8 *)p + put, n - put);
    if (r == -4) continue;
    if (r <= 0) exit(4);
    put += (u64)r;
  }
}

/* Words that are special as floats, or as a part of one. The same are in layout.ts. */
static const u32 SPECIAL[16] = {0, 1, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0x7ff00000,
                                0xfff00000, 0x7ff80000, 0x3ff00000, 0x3f800000, 0x000fffff, 0x007fffff, 0x7fff, 0xffffffff};
static u32 xorshift(u32 x) {
  x ^= x << 13;
  x ^= x >> 17;
  return x ^ x << 5;
}

void start(u64 *stack) {
  (void)stack;
  u64 stack_desc[3] = {(u64)alt_stack, 0, sizeof alt_stack};
  sigaltstack(stack_desc, 0);
  /* SA_SIGINFO | SA_RESTORER | SA_ONSTACK | SA_NODEFER */
  struct sigaction fault = {on_fault, 0x4c000004, restorer, 0}, tick = {on_tick, 0x0c000004, restorer, 0};
  static const u8 FAULTS[] = {4, 5, 7, 8, 11};
  for (u64 i = 0; i < sizeof FAULTS; i++) rt_sigaction(FAULTS[i], &fault, 0);
  rt_sigaction(14, &tick, 0);

  u8 *code = (u8 *)mmap(CODE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  u32 *data = (u32 *)mmap(DATA, (DATA_PAGES + 1) * PAGE, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (code != (u8 *)CODE || data != (u32 *)DATA) exit(2);
  for (u64 i = 0; i < PAGE / 4; i++) data[DATA_PAGES * PAGE / 4 + i] = (u32)i * 0x01010101u;
  mprotect(DATA + DATA_PAGES * PAGE, PAGE, PROT_READ);
  arch_prctl(0x1002, FS_BASE);
  arch_prctl(0x1001, GS_BASE);
  i64 interval[4] = {0, 2000, 0, 2000};
  setitimer(0, interval, 0);

  while (read_all(&in, sizeof in)) {
    mprotect(CODE, PAGE, PROT_READ | PROT_WRITE);
    memset(code, 0xcc, PAGE);
    memcpy(code + in.offset, in.code, in.length);
    mprotect(CODE, PAGE, PROT_READ | PROT_EXEC);
    u32 x = in.seed;
    for (u64 i = 0; i < DATA_PAGES * PAGE / 4; i++) {
      x = xorshift(x);
      data[i] = before[i] = x & 7 ? x : SPECIAL[x >> 3 & 15];
    }
    memset(&out, 0, sizeof out);
    cases++;
    __asm__ volatile("int3" ::: "memory");
    u32 n = 0;
    for (u32 i = 0; i < DATA_PAGES * PAGE / 4; i++)
      if (data[i] != before[i]) pairs[n++] = i * 4, pairs[n++] = data[i];
    out.changed = n / 2;
    write_all(&out, sizeof out);
    write_all(pairs, n * 4);
  }
  exit(0);
}
