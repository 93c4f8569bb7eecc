/* ftime(3). */
#ifndef _SYS_TIMEB_H
#define _SYS_TIMEB_H

#include <bits/types.h>
typedef __time_t time_t;
struct timeb {
  time_t time;
  unsigned short millitm;
  short timezone, dstflag;
};
int ftime(struct timeb *);

#endif
