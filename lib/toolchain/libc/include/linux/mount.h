/* mount(2). Programs have the same from <sys/mount.h>. */
#ifndef _LINUX_MOUNT_H
#define _LINUX_MOUNT_H

#include <sys/mount.h>

#endif
