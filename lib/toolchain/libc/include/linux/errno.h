/* errno(3). Programs have the same from <errno.h>. */
#ifndef _LINUX_ERRNO_H
#define _LINUX_ERRNO_H

#include <errno.h>

#endif
