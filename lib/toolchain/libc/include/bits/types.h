/* The types of the x86-64 ABI that several headers share (System V ABI AMD64; POSIX sys/types.h). */
#ifndef _BITS_TYPES_H
#define _BITS_TYPES_H

typedef unsigned long __size_t;
typedef long __ssize_t;
typedef long __off_t;
typedef int __pid_t;
typedef unsigned __uid_t;
typedef unsigned __gid_t;
typedef unsigned __id_t;
typedef unsigned __mode_t;
typedef unsigned long __dev_t;
typedef unsigned long __ino_t;
typedef unsigned long __nlink_t;
typedef long __blksize_t;
typedef long __blkcnt_t;
typedef unsigned long __fsblkcnt_t;
typedef long __time_t;
typedef long __suseconds_t;
typedef long __clock_t;
typedef int __clockid_t;
typedef unsigned __socklen_t;
typedef unsigned __useconds_t;

#endif
