/* getauxval(3). Programs have the same from <sys/auxv.h>. */
#ifndef _LINUX_AUXVEC_H
#define _LINUX_AUXVEC_H

#include <sys/auxv.h>

#endif
