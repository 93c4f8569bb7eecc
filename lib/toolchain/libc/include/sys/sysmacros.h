/* makedev(3): a device number has its parts spread over 64 bits. */
#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H

#define major(d) ((unsigned)(((d) >> 31 >> 1 & 0xfffff000) | ((d) >> 8 & 0xfff)))
#define minor(d) ((unsigned)(((d) >> 12 & 0xffffff00) | ((d) & 0xff)))
#define makedev(x, y) \
  (((x) & 0xfffff000ULL) << 32 | ((x) & 0xfffULL) << 8 | ((y) & 0xffffff00ULL) << 12 | ((y) & 0xffULL))

#endif
