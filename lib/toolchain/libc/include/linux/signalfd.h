/* signalfd(2). Programs have the same from <sys/signalfd.h>. */
#ifndef _LINUX_SIGNALFD_H
#define _LINUX_SIGNALFD_H

#include <sys/signalfd.h>

#endif
