#ifndef _EMMINTRIN_H
#define _EMMINTRIN_H

#include <x86intrin.h>

#endif
