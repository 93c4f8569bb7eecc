#include <stdio.h>
__asm__(
    ".text\n.globl twice\n.type twice, @function\ntwice:\n\tleal (%rdi,%rdi), %eax\n\tret\n.size twice, .-twice\n");
int twice(int);
__asm__(".data\n.globl number\nnumber: .long 1234\n.text\n");
extern int number;
int renamed(void) __asm__("the_name");
int renamed(void) { return 7; }
extern int the_name(void);
static int counter __asm__("my_counter") = 5;
int main(void) {
  int c;
  __asm__("incl my_counter(%%rip)\n\tmovl my_counter(%%rip), %0" : "=r"(c) : : "memory");
  printf("%d %d %d %d %d\n", twice(21), number, the_name(), c, counter);
}
