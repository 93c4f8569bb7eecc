/* mq_overview(7). Programs have the same from <mqueue.h>. */
#ifndef _LINUX_MQUEUE_H
#define _LINUX_MQUEUE_H

#include <mqueue.h>

#endif
