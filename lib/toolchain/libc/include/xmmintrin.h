#ifndef _XMMINTRIN_H
#define _XMMINTRIN_H

#include <x86intrin.h>

#endif
