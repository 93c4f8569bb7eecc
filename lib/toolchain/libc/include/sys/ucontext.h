/* ucontext_t, as a handler with SA_SIGINFO gets it. */
#ifndef _SYS_UCONTEXT_H
#define _SYS_UCONTEXT_H

#include <signal.h>

#endif
