/* unix(7). Programs have the same from <sys/un.h>. */
#ifndef _LINUX_UN_H
#define _LINUX_UN_H

#include <sys/un.h>

#endif
