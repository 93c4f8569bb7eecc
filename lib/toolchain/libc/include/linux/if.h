/* netdevice(7). Programs have the same from <net/if.h>. */
#ifndef _LINUX_IF_H
#define _LINUX_IF_H

#include <net/if.h>

#endif
