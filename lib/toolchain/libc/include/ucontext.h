/* ucontext_t, as a handler with SA_SIGINFO gets it. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H

#include <signal.h>

#endif
