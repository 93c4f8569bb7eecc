/* timerfd_create(2). Programs have the same from <sys/timerfd.h>. */
#ifndef _LINUX_TIMERFD_H
#define _LINUX_TIMERFD_H

#include <sys/timerfd.h>

#endif
