/* getrlimit(2). Programs have the same from <sys/resource.h>. */
#ifndef _LINUX_RESOURCE_H
#define _LINUX_RESOURCE_H

#include <sys/resource.h>

#endif
