/* xattr(7). Programs have the same from <sys/xattr.h>. */
#ifndef _LINUX_XATTR_H
#define _LINUX_XATTR_H

#include <sys/xattr.h>

#endif
