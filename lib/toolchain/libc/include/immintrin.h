#ifndef _IMMINTRIN_H
#define _IMMINTRIN_H
#include <x86intrin.h>
#endif
