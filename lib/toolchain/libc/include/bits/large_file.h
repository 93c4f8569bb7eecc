/* The names of files beyond 2 GiB, lfs64(7): here all offsets have 64 bits. */
#ifndef _BITS_LARGE_FILE_H
#define _BITS_LARGE_FILE_H

#if defined _GNU_SOURCE || defined _LARGEFILE64_SOURCE
#include <bits/types.h>
typedef __off_t off64_t;
#define alphasort64 alphasort
#define blkcnt64_t blkcnt_t
#define creat64 creat
#define dirent64 dirent
#define fallocate64 fallocate
#define fopen64 fopen
#define freopen64 freopen
#define fseeko64 fseeko
#define fstat64 fstat
#define fstatat64 fstatat
#define fstatfs64 fstatfs
#define fstatvfs64 fstatvfs
#define ftello64 ftello
#define ftruncate64 ftruncate
#define ftw64 ftw
#define getrlimit64 getrlimit
#define glob64 glob
#define glob64_t glob_t
#define globfree64 globfree
#define ino64_t ino_t
#define lockf64 lockf
#define lseek64 lseek
#define lstat64 lstat
#define mkstemp64 mkstemp
#define mmap64 mmap
#define nftw64 nftw
#define open64 open
#define openat64 openat
#define posix_fadvise64 posix_fadvise
#define posix_fallocate64 posix_fallocate
#define pread64 pread
#define preadv64 preadv
#define prlimit64 prlimit
#define pwrite64 pwrite
#define pwritev64 pwritev
#define readdir64 readdir
#define rlim64_t rlim_t
#define rlimit64 rlimit
#define scandir64 scandir
#define sendfile64 sendfile
#define setrlimit64 setrlimit
#define stat64 stat
#define statfs64 statfs
#define statvfs64 statvfs
#define tmpfile64 tmpfile
#define truncate64 truncate
#define versionsort64 versionsort
#endif

#endif
