/* readv(2). Programs have the same from <sys/uio.h>. */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <sys/uio.h>

#endif
