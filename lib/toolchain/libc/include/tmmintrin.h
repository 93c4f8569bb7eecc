#ifndef _TMMINTRIN_H
#define _TMMINTRIN_H

/* SSSE3 by the names of Intel's intrinsics guide. */
#include <pmmintrin.h>

__SSE_UNARY(__m128i, __m128i, abs_epi8, "pabsb")
__SSE_UNARY(__m128i, __m128i, abs_epi16, "pabsw")
__SSE_UNARY(__m128i, __m128i, abs_epi32, "pabsd")
__SSE_BINARY(__m128i, hadd_epi16, "phaddw")
__SSE_BINARY(__m128i, hadd_epi32, "phaddd")
__SSE_BINARY(__m128i, hadds_epi16, "phaddsw")
__SSE_BINARY(__m128i, hsub_epi16, "phsubw")
__SSE_BINARY(__m128i, hsub_epi32, "phsubd")
__SSE_BINARY(__m128i, hsubs_epi16, "phsubsw")
__SSE_BINARY(__m128i, maddubs_epi16, "pmaddubsw")
__SSE_BINARY(__m128i, mulhrs_epi16, "pmulhrsw")
__SSE_BINARY(__m128i, shuffle_epi8, "pshufb")
__SSE_BINARY(__m128i, sign_epi8, "psignb")
__SSE_BINARY(__m128i, sign_epi16, "psignw")
__SSE_BINARY(__m128i, sign_epi32, "psignd")
#define _mm_alignr_epi8(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128i, "palignr", __a, __b, __n)

#endif
