/* What the start of a process leaves for others. */
#ifndef INTERNAL_START_H
#define INTERNAL_START_H

#include <elf.h>

extern char **__environ;
extern Elf64_auxv_t *__auxv;
/* The value of an auxiliary vector entry, or `otherwise`. */
unsigned long __aux(unsigned long type, unsigned long otherwise);
/* The process at its end: what stdio holds is written, input not yet read is given back. */
void __stdio_exit(void);

#endif
