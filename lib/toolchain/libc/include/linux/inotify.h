/* inotify(7). Programs have the same from <sys/inotify.h>. */
#ifndef _LINUX_INOTIFY_H
#define _LINUX_INOTIFY_H

#include <sys/inotify.h>

#endif
