/* Which names a program sees, by its feature test macros (feature_test_macros(7)). Unlike glibc, POSIX names are
   always seen: only the GNU extensions wait for _GNU_SOURCE. */
#ifndef _FEATURES_H
#define _FEATURES_H

#if defined _GNU_SOURCE && !defined __USE_GNU
#define __USE_GNU 1
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#endif
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define __STDC_IEC_559__ 1
#define __STDC_ISO_10646__ 201706L
#include <sys/cdefs.h>

#endif
