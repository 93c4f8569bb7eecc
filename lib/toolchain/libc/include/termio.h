#ifndef _TERMIO_H
#define _TERMIO_H

#include <sys/ioctl.h>
#include <termios.h>

#endif
