/* elf(5). Programs have the same from <elf.h>. */
#ifndef _LINUX_ELF_H
#define _LINUX_ELF_H

#include <elf.h>

#endif
