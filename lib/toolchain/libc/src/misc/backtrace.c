/* backtrace(3). As in glibc's static programs a symbol is the address. */
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include "unwind.h"

__attribute__((__noinline__)) int backtrace(void **to, int size) {
  struct frame f = { .interrupted = 1 };
  /* Where this function is now; it is no part of the answer. */
  __asm__ volatile(
    "movq %%rbx, 24(%0)\n\t"
    "movq %%rbp, 48(%0)\n\t"
    "movq %%rsp, 56(%0)\n\t"
    "movq %%r12, 96(%0)\n\t"
    "movq %%r13, 104(%0)\n\t"
    "movq %%r14, 112(%0)\n\t"
    "movq %%r15, 120(%0)\n\t"
    "leaq 0(%%rip), %%rax\n\t"
    "movq %%rax, 128(%0)"
    :
    : "r"(f.registers)
    : "rax", "memory");
  int n = 0;
  while (n < size && __unwind(&f)) to[n++] = (void *)f.registers[RIP];
  return n;
}

char **backtrace_symbols(void *const *addresses, int size) {
  enum { ROOM = sizeof "[0x]" + 16 };
  char **list = malloc(size * (sizeof *list + ROOM));
  if (!list) return 0;
  char *text = (char *)(list + size);
  for (int i = 0; i < size; i++, text += ROOM) {
    list[i] = text;
    snprintf(text, ROOM, "[%p]", addresses[i]);
  }
  return list;
}

/* Takes no memory, so that it may be called when malloc's is broken. */
void backtrace_symbols_fd(void *const *addresses, int size, int fd) {
  for (int i = 0; i < size; i++) dprintf(fd, "[%p]\n", addresses[i]);
}
