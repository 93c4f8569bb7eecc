/* termios(3). Programs have the same from <termios.h>. */
#ifndef _LINUX_TERMIOS_H
#define _LINUX_TERMIOS_H

#include <termios.h>

#endif
