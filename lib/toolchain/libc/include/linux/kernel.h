/* sysinfo(2). Programs have the same from <sys/sysinfo.h>. */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <sys/sysinfo.h>

#endif
