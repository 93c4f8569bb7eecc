/* POSIX ffs. */
#include <strings.h>

int ffs(int i) { return i ? __builtin_ctz((unsigned)i) + 1 : 0; }

int ffsl(long i) { return i ? __builtin_ctzl((unsigned long)i) + 1 : 0; }

int ffsll(long long i) { return ffsl((long)i); }
