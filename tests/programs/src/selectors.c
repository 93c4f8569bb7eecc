/* What user mode sees of segments: LAR, LSL, VERR and VERW of every selector, and far transfers to its own code. */
#include "sys.h"

#define ASK(op, selector, value, found) \
  __asm__ volatile(op " %2,%0\n\tsete %b1" : "+r"(value), "=q"(found) : "r"(selector) : "cc")
#define VERIFY(op, selector, found) __asm__ volatile(op " %w1\n\tsete %b0" : "=q"(found) : "r"(selector) : "cc")

void start(u64 *stack) {
  (void)stack;
  for (u64 selector = 0; selector < 0x80; selector++) {
    u64 rights = 1, limit = 1;
    u8 has_rights, has_limit, readable, writable;
    ASK("lar", selector, rights, has_rights);
    ASK("lsl", selector, limit, has_limit);
    VERIFY("verr", selector, readable);
    VERIFY("verw", selector, writable);
    if (!has_rights && !has_limit && !readable && !writable) continue;
    show_hex("selector", selector);
    show_hex("rights", rights);
    /* The limit of 0x78 is the number of the processor. */
    if ((selector & ~7UL) != 0x78) show_hex("limit", limit);
    show("allows", has_rights | has_limit << 1 | readable << 2 | writable << 3);
  }

  u64 was, is, cs;
  __asm__ volatile("mov %%cs,%0" : "=r"(cs));
  show_hex("cs", cs);
  __asm__ volatile(
      "mov %%rsp,%0\n\t"
      "push %2\n\tlea 1f(%%rip),%%rax\n\tpush %%rax\n\tlretq\n"
      "1:\tmov %%rsp,%1"
      : "=&r"(was), "=&r"(is) : "r"(cs) : "rax", "memory");
  show("lretq", (i64)(was - is));
  __asm__ volatile(
      "mov %%rsp,%0\n\t"
      "push $7\n\tpush $8\n\tpush %2\n\tlea 1f(%%rip),%%rax\n\tpush %%rax\n\tlretq $16\n"
      "1:\tmov %%rsp,%1"
      : "=&r"(was), "=&r"(is) : "r"(cs) : "rax", "memory");
  show("lretq 16", (i64)(was - is));

  /* Of 32 bits: only Intel's processors have far pointers of 64. */
  struct { u32 offset; u16 selector; } __attribute__((packed)) far = {0, (u16)cs};
  u32 back = 0, back_cs = 0;
  __asm__ volatile(
      "lea 1f(%%rip),%%rax\n\tmov %%eax,%2\n\tljmp *%2\n\tud2\n"
      "1:\tlea 2f(%%rip),%%rax\n\tmov %%eax,%2\n\tlcall *%2\n"
      "3:\tjmp 4f\n"
      "2:\tmov (%%rsp),%0\n\tmov 4(%%rsp),%1\n\tlea 3b(%%rip),%%rax\n\tsub %%eax,%0\n\tlretl\n"
      "4:"
      : "=&r"(back), "=&r"(back_cs), "+m"(far) : : "rax", "memory");
  show("back", (i64)back);
  show_hex("back_cs", back_cs & 0xffff);

  u64 low = 0;
  u16 null = 0;
  __asm__ volatile("mov %1,%%ds\n\tmov %1,%%es\n\tmov %%ds,%0" : "=r"(low) : "r"((u64)null));
  show_hex("ds", low);
  u16 data = 0x2b;
  __asm__ volatile("mov %w1,%%ds\n\tmov %%ds,%0" : "=r"(low) : "r"(data));
  show_hex("ds", low);
  exit(0);
}
