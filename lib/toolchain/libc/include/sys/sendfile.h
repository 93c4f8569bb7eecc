/* sendfile(2). */
#ifndef _SYS_SENDFILE_H
#define _SYS_SENDFILE_H

#include <stddef.h>
#include <bits/types.h>
typedef __off_t off_t;
typedef __ssize_t ssize_t;
ssize_t sendfile(int, int, off_t *, size_t);
#include <bits/large_file.h>

#endif
