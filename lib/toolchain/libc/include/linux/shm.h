/* shmget(2). Programs have the same from <sys/shm.h>. */
#ifndef _LINUX_SHM_H
#define _LINUX_SHM_H

#include <sys/shm.h>

#endif
