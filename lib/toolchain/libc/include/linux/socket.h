/* socket(7). Programs have the same from <sys/socket.h>. */
#ifndef _LINUX_SOCKET_H
#define _LINUX_SOCKET_H

#include <sys/socket.h>

#endif
