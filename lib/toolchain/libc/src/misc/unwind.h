/* Walking up the stack by the program's unwind tables. */
#ifndef MISC_UNWIND_H
#define MISC_UNWIND_H

#include <stdint.h>

/* DWARF's numbers of registers: System V ABI AMD64, figure 3.36. */
enum { RSP = 7, RIP = 16, REGISTERS };

/* The registers of a function that has called another, or was interrupted. */
struct frame {
  uintptr_t registers[REGISTERS];
  int interrupted;
};

/* From a frame to its caller's; 0 where the tables end. */
int __unwind(struct frame *);

#endif
