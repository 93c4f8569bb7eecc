/* POSIX <ftw.h>. */
#ifndef _FTW_H
#define _FTW_H

#include <features.h>
#include <sys/stat.h>
struct FTW {
  int base, level;
};
enum { FTW_F, FTW_D, FTW_DNR, FTW_NS, FTW_SL, FTW_DP, FTW_SLN };
#define FTW_PHYS 1
#define FTW_MOUNT 2
#define FTW_CHDIR 4
#define FTW_DEPTH 8
#ifdef __USE_GNU
#define FTW_ACTIONRETVAL 16
enum { FTW_CONTINUE, FTW_STOP, FTW_SKIP_SUBTREE, FTW_SKIP_SIBLINGS };
#endif
int ftw(const char *, int (*)(const char *, const struct stat *, int), int);
int nftw(const char *, int (*)(const char *, const struct stat *, int, struct FTW *), int, int);
#include <bits/large_file.h>

#endif
