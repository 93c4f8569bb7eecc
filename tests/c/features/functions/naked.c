/* Functions that are their assembly alone, and ones whose code a resolver chooses. */
#include <stdio.h>

__attribute__((naked)) int add(int a, int b) { __asm__("leal (%rdi,%rsi), %eax\n\tret"); }

/* Swaps stacks: what it saves is what it finds again. */
__attribute__((naked)) void change(void **from, void *to) {
  __asm__("pushq %rbx\n\tpushq %rbp\n\tpushq %r12\n\tpushq %r13\n\tpushq %r14\n\tpushq %r15");
  __asm__("movq %rsp, (%rdi)\n\tmovq %rsi, %rsp");
  __asm__("popq %r15\n\tpopq %r14\n\tpopq %r13\n\tpopq %r12\n\tpopq %rbp\n\tpopq %rbx\n\tret");
}

__attribute__((naked)) static int constant(void) {
  __asm__ volatile("movl %0, %%eax\n\tret" : : "i"(sizeof(long) * 5));
}

static void *first, *second, *stack[1000];

static void other(void) {
  for (int i = 0;; i++) {
    printf("other %d\n", i);
    change(&second, first);
  }
}

static int by_two(int x) { return x * 2; }
static int (*resolve(void))(int) { return by_two; }
int doubled(int) __attribute__((ifunc("resolve")));

int main(void) {
  printf("%d %d\n", add(40, 2), constant());
  void **top = &stack[998];
  *top-- = (void *)other;
  second = top - 5;
  for (int i = 0; i < 3; i++) {
    printf("main %d\n", i);
    change(&first, second);
  }
  int (*volatile pointer)(int) = doubled;
  printf("%d %d\n", doubled(21), pointer(4));
}
