/* sysinfo(2). Programs have the same from <sys/sysinfo.h>. */
#ifndef _LINUX_SYSINFO_H
#define _LINUX_SYSINFO_H

#include <sys/sysinfo.h>

#endif
