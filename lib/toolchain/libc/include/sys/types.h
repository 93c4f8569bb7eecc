/* POSIX <sys/types.h>. */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H

#include <features.h>
#include <stddef.h>
#include <endian.h>
#include <bits/types.h>
#include <bits/pthreadtypes.h>
#include <sys/select.h>
typedef __ssize_t ssize_t;
typedef __off_t off_t, off64_t;
typedef long loff_t;
typedef __pid_t pid_t;
typedef __uid_t uid_t;
typedef __gid_t gid_t;
typedef __id_t id_t;
typedef __mode_t mode_t;
typedef __dev_t dev_t;
typedef __ino_t ino_t;
typedef __nlink_t nlink_t;
typedef __blksize_t blksize_t;
typedef __blkcnt_t blkcnt_t;
typedef __fsblkcnt_t fsblkcnt_t, fsfilcnt_t;
typedef __time_t time_t;
typedef __suseconds_t suseconds_t;
typedef __useconds_t useconds_t;
typedef __clock_t clock_t;
typedef __clockid_t clockid_t;
typedef void *timer_t;
typedef int key_t;
typedef unsigned char u_char;
typedef unsigned short u_short, ushort;
typedef unsigned u_int, uint;
typedef unsigned long u_long, ulong;
typedef long quad_t;
typedef unsigned long u_quad_t;
typedef char *caddr_t;
typedef int daddr_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;
typedef unsigned char u_int8_t;
typedef unsigned short u_int16_t;
typedef unsigned u_int32_t;
typedef unsigned long u_int64_t;

#endif
