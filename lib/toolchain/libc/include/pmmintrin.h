#ifndef _PMMINTRIN_H
#define _PMMINTRIN_H

/* SSE3 by the names of Intel's intrinsics guide. */
#include <emmintrin.h>

__SSE_BINARY(__m128, addsub_ps, "addsubps")
__SSE_BINARY(__m128d, addsub_pd, "addsubpd")
__SSE_BINARY(__m128, hadd_ps, "haddps")
__SSE_BINARY(__m128d, hadd_pd, "haddpd")
__SSE_BINARY(__m128, hsub_ps, "hsubps")
__SSE_BINARY(__m128d, hsub_pd, "hsubpd")
__SSE_UNARY(__m128, __m128, movehdup_ps, "movshdup")
__SSE_UNARY(__m128, __m128, moveldup_ps, "movsldup")
__SSE_UNARY(__m128d, __m128d, movedup_pd, "movddup")
#define _mm_loaddup_pd(__at) _mm_load1_pd(__at)
__SSE __m128i _mm_lddqu_si128(const __m128i_u *__at) { return *__at; }

#endif
