/* uname(2). Programs have the same from <sys/utsname.h>. */
#ifndef _LINUX_UTSNAME_H
#define _LINUX_UTSNAME_H

#include <sys/utsname.h>

#endif
