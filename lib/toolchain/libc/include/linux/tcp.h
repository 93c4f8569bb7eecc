/* tcp(7). Programs have the same from <netinet/tcp.h>. */
#ifndef _LINUX_TCP_H
#define _LINUX_TCP_H

#include <netinet/tcp.h>

#endif
