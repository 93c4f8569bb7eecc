/* signal(7). Programs have the same from <signal.h>. */
#ifndef _LINUX_SIGNAL_H
#define _LINUX_SIGNAL_H

#include <signal.h>

#endif
