/* ptrace(2). Programs have the same from <sys/ptrace.h>. */
#ifndef _LINUX_PTRACE_H
#define _LINUX_PTRACE_H

#include <sys/ptrace.h>

#endif
