#ifndef _SMMINTRIN_H
#define _SMMINTRIN_H

/* SSE4.1 and SSE4.2 by the names of Intel's intrinsics guide. */
#include <tmmintrin.h>

/* Extremes, products, comparisons. */
__SSE_BINARY(__m128i, min_epi8, "pminsb")
__SSE_BINARY(__m128i, max_epi8, "pmaxsb")
__SSE_BINARY(__m128i, min_epi32, "pminsd")
__SSE_BINARY(__m128i, max_epi32, "pmaxsd")
__SSE_BINARY(__m128i, min_epu16, "pminuw")
__SSE_BINARY(__m128i, max_epu16, "pmaxuw")
__SSE_BINARY(__m128i, min_epu32, "pminud")
__SSE_BINARY(__m128i, max_epu32, "pmaxud")
__SSE_BINARY(__m128i, mul_epi32, "pmuldq")
__SSE_BINARY(__m128i, packus_epi32, "packusdw")
__SSE_BINARY(__m128i, cmpeq_epi64, "pcmpeqq")
__SSE_BINARY(__m128i, cmpgt_epi64, "pcmpgtq")
__SSE __m128i _mm_mullo_epi32(__m128i __a, __m128i __b) { return (__m128i)((__v4su)__a * (__v4su)__b); }
__SSE_UNARY(__m128i, __m128i, minpos_epu16, "phminposuw")
#define _mm_mpsadbw_epu8(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128i, "mpsadbw", __a, __b, __n)
#define _mm_dp_ps(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128, "dpps", __a, __b, __n)
#define _mm_dp_pd(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128d, "dppd", __a, __b, __n)

/* Wider elements. */
__SSE_UNARY(__m128i, __m128i, cvtepi8_epi16, "pmovsxbw")
__SSE_UNARY(__m128i, __m128i, cvtepi8_epi32, "pmovsxbd")
__SSE_UNARY(__m128i, __m128i, cvtepi8_epi64, "pmovsxbq")
__SSE_UNARY(__m128i, __m128i, cvtepi16_epi32, "pmovsxwd")
__SSE_UNARY(__m128i, __m128i, cvtepi16_epi64, "pmovsxwq")
__SSE_UNARY(__m128i, __m128i, cvtepi32_epi64, "pmovsxdq")
__SSE_UNARY(__m128i, __m128i, cvtepu8_epi16, "pmovzxbw")
__SSE_UNARY(__m128i, __m128i, cvtepu8_epi32, "pmovzxbd")
__SSE_UNARY(__m128i, __m128i, cvtepu8_epi64, "pmovzxbq")
__SSE_UNARY(__m128i, __m128i, cvtepu16_epi32, "pmovzxwd")
__SSE_UNARY(__m128i, __m128i, cvtepu16_epi64, "pmovzxwq")
__SSE_UNARY(__m128i, __m128i, cvtepu32_epi64, "pmovzxdq")

/* One or the other: by a mask that stands in xmm0, or by a constant. */
#define __SSE4_BLEND(__type, __name, __instruction)                                  \
  __SSE __type _mm_##__name(__type __a, __type __b, __type __mask) {                 \
    register __type __zero __asm__("xmm0") = __mask;                                 \
    __asm__(__instruction " %%xmm0, %1, %0" : "+x"(__a) : "x"(__b), "x"(__zero));    \
    return __a;                                                                      \
  }
__SSE4_BLEND(__m128i, blendv_epi8, "pblendvb")
__SSE4_BLEND(__m128, blendv_ps, "blendvps")
__SSE4_BLEND(__m128d, blendv_pd, "blendvpd")
#define _mm_blend_epi16(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128i, "pblendw", __a, __b, __n)
#define _mm_blend_ps(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128, "blendps", __a, __b, __n)
#define _mm_blend_pd(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128d, "blendpd", __a, __b, __n)

/* Rounding. */
#define _MM_FROUND_TO_NEAREST_INT 0
#define _MM_FROUND_TO_NEG_INF 1
#define _MM_FROUND_TO_POS_INF 2
#define _MM_FROUND_TO_ZERO 3
#define _MM_FROUND_CUR_DIRECTION 4
#define _MM_FROUND_RAISE_EXC 0
#define _MM_FROUND_NO_EXC 8
#define _MM_FROUND_NINT (_MM_FROUND_TO_NEAREST_INT | _MM_FROUND_RAISE_EXC)
#define _MM_FROUND_FLOOR (_MM_FROUND_TO_NEG_INF | _MM_FROUND_RAISE_EXC)
#define _MM_FROUND_CEIL (_MM_FROUND_TO_POS_INF | _MM_FROUND_RAISE_EXC)
#define _MM_FROUND_TRUNC (_MM_FROUND_TO_ZERO | _MM_FROUND_RAISE_EXC)
#define _MM_FROUND_RINT (_MM_FROUND_CUR_DIRECTION | _MM_FROUND_RAISE_EXC)
#define _MM_FROUND_NEARBYINT (_MM_FROUND_CUR_DIRECTION | _MM_FROUND_NO_EXC)
#define _mm_round_ps(__a, __n) __SSE_CONSTANT_UNARY(__m128, "roundps", __a, __n)
#define _mm_round_pd(__a, __n) __SSE_CONSTANT_UNARY(__m128d, "roundpd", __a, __n)
#define _mm_round_ss(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128, "roundss", __a, __b, __n)
#define _mm_round_sd(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128d, "roundsd", __a, __b, __n)
#define _mm_floor_ps(__a) _mm_round_ps(__a, _MM_FROUND_FLOOR)
#define _mm_floor_pd(__a) _mm_round_pd(__a, _MM_FROUND_FLOOR)
#define _mm_floor_ss(__a, __b) _mm_round_ss(__a, __b, _MM_FROUND_FLOOR)
#define _mm_floor_sd(__a, __b) _mm_round_sd(__a, __b, _MM_FROUND_FLOOR)
#define _mm_ceil_ps(__a) _mm_round_ps(__a, _MM_FROUND_CEIL)
#define _mm_ceil_pd(__a) _mm_round_pd(__a, _MM_FROUND_CEIL)
#define _mm_ceil_ss(__a, __b) _mm_round_ss(__a, __b, _MM_FROUND_CEIL)
#define _mm_ceil_sd(__a, __b) _mm_round_sd(__a, __b, _MM_FROUND_CEIL)

/* Questions about all bits. */
#define __SSE4_TEST(__name, __flag)                                                        \
  __SSE int _mm_##__name(__m128i __a, __m128i __b) {                                       \
    int __answer;                                                                          \
    __asm__("ptest %2, %1" : "=@cc" __flag(__answer) : "x"(__a), "x"(__b));                \
    return __answer;                                                                       \
  }
__SSE4_TEST(testz_si128, "z")
__SSE4_TEST(testc_si128, "c")
__SSE4_TEST(testnzc_si128, "a")
#define _mm_test_all_zeros(__a, __mask) _mm_testz_si128(__a, __mask)
#define _mm_test_all_ones(__a) _mm_testc_si128(__a, _mm_set1_epi32(-1))
#define _mm_test_mix_ones_zeros(__a, __mask) _mm_testnzc_si128(__a, __mask)

/* Single elements. */
__SSE int _mm_extract_epi8(__m128i __a, int __n) { return ((__v16qu)__a)[__n & 15]; }
__SSE int _mm_extract_epi32(__m128i __a, int __n) { return ((__v4si)__a)[__n & 3]; }
__SSE long long _mm_extract_epi64(__m128i __a, int __n) { return __a[__n & 1]; }
__SSE int _mm_extract_ps(__m128 __a, int __n) { return ((__v4si)__a)[__n & 3]; }
#define _MM_EXTRACT_FLOAT(__to, __a, __n) ((__to) = (__a)[(__n) & 3])
#define _MM_MK_INSERTPS_NDX(__from, __to, __zeros) ((__from) << 6 | (__to) << 4 | (__zeros))
#define _MM_PICK_OUT_PS(__a, __n) _mm_insert_ps(_mm_setzero_ps(), __a, _MM_MK_INSERTPS_NDX(__n, 0, 0x0e))
#define _mm_insert_ps(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128, "insertps", __a, __b, __n)
#define __SSE4_INSERT(__name, __vector, __type, __mask)                          \
  __SSE __m128i _mm_insert_##__name(__m128i __a, __type __value, int __n) {      \
    __vector __made = (__vector)__a;                                             \
    __made[__n & __mask] = __value;                                              \
    return (__m128i)__made;                                                      \
  }
__SSE4_INSERT(epi8, __v16qi, int, 15)
__SSE4_INSERT(epi32, __v4si, int, 3)
__SSE4_INSERT(epi64, __v2di, long long, 1)
__SSE __m128i _mm_stream_load_si128(__m128i *__at) {
  __m128i __made;
  __asm__("movntdqa %1, %0" : "=x"(__made) : "m"(*__at));
  return __made;
}

/* Texts in a register. */
#define _SIDD_UBYTE_OPS 0x00
#define _SIDD_UWORD_OPS 0x01
#define _SIDD_SBYTE_OPS 0x02
#define _SIDD_SWORD_OPS 0x03
#define _SIDD_CMP_EQUAL_ANY 0x00
#define _SIDD_CMP_RANGES 0x04
#define _SIDD_CMP_EQUAL_EACH 0x08
#define _SIDD_CMP_EQUAL_ORDERED 0x0c
#define _SIDD_POSITIVE_POLARITY 0x00
#define _SIDD_NEGATIVE_POLARITY 0x10
#define _SIDD_MASKED_POSITIVE_POLARITY 0x20
#define _SIDD_MASKED_NEGATIVE_POLARITY 0x30
#define _SIDD_LEAST_SIGNIFICANT 0x00
#define _SIDD_MOST_SIGNIFICANT 0x40
#define _SIDD_BIT_MASK 0x00
#define _SIDD_UNIT_MASK 0x40
/* The lengths stand in eax and edx; the answer comes in ecx, in xmm0, or in a flag. */
#define __SSE42_INDEX(__instruction, __a, __la, __b, __lb, __mode)                                        \
  __extension__({                                                                                         \
    int __made;                                                                                           \
    __asm__(__instruction " %5, %3, %1"                                                                   \
            : "=c"(__made) : "x"((__m128i)(__a)), "a"(__la), "x"((__m128i)(__b)), "d"(__lb), "i"(__mode)  \
            : "cc");                                                                                      \
    __made;                                                                                               \
  })
#define __SSE42_MASK(__instruction, __a, __la, __b, __lb, __mode)                                         \
  __extension__({                                                                                         \
    register __m128i __made __asm__("xmm0");                                                              \
    __asm__(__instruction " %5, %3, %1"                                                                   \
            : "=x"(__made) : "x"((__m128i)(__a)), "a"(__la), "x"((__m128i)(__b)), "d"(__lb), "i"(__mode)  \
            : "cc");                                                                                      \
    __made;                                                                                               \
  })
#define __SSE42_FLAG(__flag, __instruction, __a, __la, __b, __lb, __mode)                                 \
  __extension__({                                                                                         \
    int __made, __index;                                                                                  \
    __asm__(__instruction " %6, %4, %2"                                                                   \
            : "=@cc" __flag(__made), "=c"(__index)                                                        \
            : "x"((__m128i)(__a)), "a"(__la), "x"((__m128i)(__b)), "d"(__lb), "i"(__mode));               \
    __made;                                                                                               \
  })
#define _mm_cmpestri(__a, __la, __b, __lb, __mode) __SSE42_INDEX("pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpestrm(__a, __la, __b, __lb, __mode) __SSE42_MASK("pcmpestrm", __a, __la, __b, __lb, __mode)
#define _mm_cmpestra(__a, __la, __b, __lb, __mode) __SSE42_FLAG("a", "pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpestrc(__a, __la, __b, __lb, __mode) __SSE42_FLAG("c", "pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpestro(__a, __la, __b, __lb, __mode) __SSE42_FLAG("o", "pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpestrs(__a, __la, __b, __lb, __mode) __SSE42_FLAG("s", "pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpestrz(__a, __la, __b, __lb, __mode) __SSE42_FLAG("z", "pcmpestri", __a, __la, __b, __lb, __mode)
#define _mm_cmpistri(__a, __b, __mode) __SSE42_INDEX("pcmpistri", __a, 0, __b, 0, __mode)
#define _mm_cmpistrm(__a, __b, __mode) __SSE42_MASK("pcmpistrm", __a, 0, __b, 0, __mode)
#define _mm_cmpistra(__a, __b, __mode) __SSE42_FLAG("a", "pcmpistri", __a, 0, __b, 0, __mode)
#define _mm_cmpistrc(__a, __b, __mode) __SSE42_FLAG("c", "pcmpistri", __a, 0, __b, 0, __mode)
#define _mm_cmpistro(__a, __b, __mode) __SSE42_FLAG("o", "pcmpistri", __a, 0, __b, 0, __mode)
#define _mm_cmpistrs(__a, __b, __mode) __SSE42_FLAG("s", "pcmpistri", __a, 0, __b, 0, __mode)
#define _mm_cmpistrz(__a, __b, __mode) __SSE42_FLAG("z", "pcmpistri", __a, 0, __b, 0, __mode)

/* CRC-32C. */
#define __SSE42_CRC(__name, __sum, __type, __instruction)                        \
  __SSE __sum _mm_crc32_##__name(__sum __crc, __type __value) {                  \
    __asm__(__instruction " %1, %0" : "+r"(__crc) : "r"(__value));               \
    return __crc;                                                                \
  }
__SSE42_CRC(u8, unsigned, unsigned char, "crc32b")
__SSE42_CRC(u16, unsigned, unsigned short, "crc32w")
__SSE42_CRC(u32, unsigned, unsigned, "crc32l")
__SSE42_CRC(u64, unsigned long long, unsigned long long, "crc32q")

#endif
