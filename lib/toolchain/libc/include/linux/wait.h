/* wait(2). Programs have the same from <sys/wait.h>. */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <sys/wait.h>

#endif
