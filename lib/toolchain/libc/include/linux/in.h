/* ip(7). Programs have the same from <netinet/in.h>. */
#ifndef _LINUX_IN_H
#define _LINUX_IN_H

#include <netinet/in.h>

#endif
