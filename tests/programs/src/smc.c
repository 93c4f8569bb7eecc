/* Code written at run time, run, rewritten and run again. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  u8 *code = (u8 *)mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  code[0] = 0xb8;
  code[5] = 0xc3;
  int sum = 0;
  for (u32 i = 0; i < 50; i++) {
    *(u32 *)(code + 1) = i;
    __asm__ volatile("" ::: "memory");
    sum += ((int (*)(void))code)();
  }
  show("sum", sum);
  /* lea (%rdi,%rdi,2), %eax; ret, over the same bytes */
  static const u8 triple[] = {0x8d, 0x04, 0x7f, 0xc3};
  memcpy(code, triple, 4);
  show("triple", ((int (*)(int))code)(14));
  mprotect(code, 4096, PROT_READ);
  ((int (*)(int))code)(14);
  exit(0);
}
