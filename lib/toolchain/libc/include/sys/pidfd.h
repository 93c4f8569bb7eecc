/* pidfd_open(2). */
#ifndef _SYS_PIDFD_H
#define _SYS_PIDFD_H

#include <fcntl.h>
#include <signal.h>
#define PIDFD_NONBLOCK O_NONBLOCK
int pidfd_open(pid_t, unsigned);
int pidfd_getfd(int, int, unsigned);
int pidfd_send_signal(int, int, siginfo_t *, unsigned);

#endif
