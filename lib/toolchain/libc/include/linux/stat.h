/* stat(2), statx(2). Programs have the same from <sys/stat.h>. */
#ifndef _LINUX_STAT_H
#define _LINUX_STAT_H

#include <sys/stat.h>

#endif
