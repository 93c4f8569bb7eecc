/* Numbers of ioctl(2) requests. */
#ifndef _LINUX_IOCTL_H
#define _LINUX_IOCTL_H

#include <sys/ioctl.h>

#endif
