/* poll(2). Programs have the same from <poll.h>. */
#ifndef _LINUX_POLL_H
#define _LINUX_POLL_H

#include <poll.h>

#endif
