/* Where the kernel enters the process: rsp points to argc (System V ABI AMD64, 3.4.1). The stack is aligned and
   __libc_start_main gets it all. */
int main(int, char **, char **);
_Noreturn void __libc_start_main(int (*)(int, char **, char **), long *);

__asm__(
  ".text\n"
  ".globl _start\n"
  ".type _start, @function\n"
  "_start:\n"
  "  xorl %ebp, %ebp\n"
  "  movq %rsp, %rdi\n"
  "  andq $-16, %rsp\n"
  "  call __start\n"
  "  hlt\n"
  ".size _start, . - _start\n");

_Noreturn void __start(long *stack) { __libc_start_main(main, stack); }
