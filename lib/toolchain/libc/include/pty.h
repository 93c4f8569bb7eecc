#ifndef _PTY_H
#define _PTY_H

/* openpty(3) */
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>
int openpty(int *, int *, char *, const struct termios *, const struct winsize *);
pid_t forkpty(int *, char *, const struct termios *, const struct winsize *);

#endif
