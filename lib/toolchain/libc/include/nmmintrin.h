#ifndef _NMMINTRIN_H
#define _NMMINTRIN_H
/* SSE4.2 is in the same file as SSE4.1. */
#include <smmintrin.h>
#endif
