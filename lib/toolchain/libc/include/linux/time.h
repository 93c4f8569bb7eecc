/* time(7). Programs have the same from <time.h>. */
#ifndef _LINUX_TIME_H
#define _LINUX_TIME_H

#include <time.h>

#endif
