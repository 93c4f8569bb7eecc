/* Where the registers of a repeated string instruction stand when it faults half way, and that it goes on from there. */
#include "sys.h"

enum { R8, R9, R10, R11, R12, R13, R14, R15, RDI, RSI, RBP, RBX, RDX, RAX, RCX, RSP, RIP, FLAGS, CS, ERR, TRAP, MASK, CR2 };
struct ucontext { u64 flags, link, ss_sp, ss_flags, ss_size; u64 regs[23]; };
struct sigaction { void *handler; u64 flags; void *restorer; u64 mask; };
void restorer(void);
__asm__("restorer:\n\tmov $15,%eax\n\tsyscall\n");

#define PAGE 4096UL
#define BASE 0x20000000UL
static int faults;

/* Tells where it stopped, and makes the page there whole. */
static void on_fault(int sig, void *info, struct ucontext *uc) {
  (void)sig, (void)info;
  u64 *r = uc->regs;
  show_hex("  cr2", r[CR2]);
  show_hex("  error", r[ERR] & 3);
  show_hex("  rcx", r[RCX]);
  show_hex("  rsi", r[RSI]);
  show_hex("  rdi", r[RDI]);
  show_hex("  al", r[RAX] & 0xff);
  if (faults++ > 8) exit(1);
  mprotect(r[CR2] & ~(PAGE - 1), PAGE, PROT_READ | PROT_WRITE);
}

static u64 rcx, rsi, rdi, rax;
#define RUN(name, code)                                                                                     \
  static void name(void) {                                                                                  \
    __asm__ volatile(code "\n\tcld" : "+c"(rcx), "+S"(rsi), "+D"(rdi), "+a"(rax) : : "memory", "cc");        \
  }
RUN(movsb, "rep movsb") RUN(movsb_down, "std; rep movsb") RUN(movsq, "rep movsq") RUN(movsw_down, "std; rep movsw")
RUN(movsl_short, "addr32 rep movsl") RUN(stosb, "rep stosb") RUN(stosl_down, "std; rep stosl")
RUN(stosq_short, "addr32 rep stosq") RUN(cmpsb, "repe cmpsb") RUN(cmpsw_down, "std; repe cmpsw")
RUN(scasb, "repne scasb") RUN(scasl_short, "addr32 repne scasl") RUN(lodsb, "rep lodsb") RUN(lodsw_down, "std; rep lodsw")

static const struct { const char *name; void (*run)(void); u64 count; i64 source, target; } CASES[] = {
  {"movsb", movsb, 6000, 100, 5 * PAGE + 7},
  {"movsb down", movsb_down, 6000, 2 * PAGE + 100, 8 * PAGE - 9},
  {"movsq", movsq, 900, 24, 5 * PAGE + 4},
  {"movsw down", movsw_down, 3000, 2 * PAGE - 20, 7 * PAGE + 1},
  {"movsl short", movsl_short, 1500, PAGE - 8, 6 * PAGE - 16},
  {"stosb", stosb, 9000, 0, PAGE / 2},
  {"stosl down", stosl_down, 2100, 0, 3 * PAGE - 6},
  {"stosq short", stosq_short, 600, 0, 2 * PAGE - 12},
  {"cmpsb", cmpsb, 5000, 300, 5 * PAGE - 3},
  {"cmpsw down", cmpsw_down, 2500, 2 * PAGE - 2, 6 * PAGE + 10},
  {"scasb", scasb, 7000, 0, 2000},
  {"scasl short", scasl_short, 2000, 0, 4 * PAGE - 2},
  {"lodsb", lodsb, 5000, 2 * PAGE - 30, 0},
  {"lodsw down", lodsw_down, 4000, 3 * PAGE + 5, 0},
};

void start(u64 *stack) {
  (void)stack;
  struct sigaction action = {on_fault, 0x44000004, restorer, 0};
  rt_sigaction(11, &action, 0);
  mmap(BASE, 10 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  for (u64 n = 0; n < sizeof CASES / sizeof *CASES; n++) {
    mprotect(BASE, 10 * PAGE, PROT_READ | PROT_WRITE);
    u8 *memory = (u8 *)BASE;
    int compares = n == 8 || n == 9;
    for (u64 i = 0; i < 10 * PAGE; i++) memory[i] = compares ? 0x55 : (u8)(i * 7 + n + (i >> 8));
    put(CASES[n].name);
    put("\n");
    faults = 0;
    rcx = CASES[n].count;
    rsi = BASE + (u64)CASES[n].source;
    rdi = BASE + (u64)CASES[n].target;
    rax = 0x1cba9876543210;
    for (u64 page = 1; page < 10; page += 2) mprotect(BASE + page * PAGE, PAGE, page & 2 ? PROT_READ : PROT_NONE);
    CASES[n].run();
    show_hex("rcx", rcx);
    show_hex("rsi", rsi);
    show_hex("rdi", rdi);
    show_hex("rax", rax);
    mprotect(BASE, 10 * PAGE, PROT_READ);
    u64 sum = 0;
    for (u64 i = 0; i < 10 * PAGE; i++) sum = sum * 31 + memory[i];
    show_hex("memory", sum);
  }
  exit(0);
}
