/* open(2), fcntl(2). Programs have the same from <fcntl.h>. */
#ifndef _LINUX_FCNTL_H
#define _LINUX_FCNTL_H

#include <fcntl.h>

#endif
