/* sysvipc(7). Programs have the same from <sys/ipc.h>. */
#ifndef _LINUX_IPC_H
#define _LINUX_IPC_H

#include <sys/ipc.h>

#endif
