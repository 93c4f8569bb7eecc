#ifndef _EMMINTRIN_H
#define _EMMINTRIN_H

/* SSE2 by the names of Intel's intrinsics guide. */
#include <xmmintrin.h>

typedef double __m128d __attribute__((__vector_size__(16), __may_alias__));
typedef double __m128d_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef long long __m128i __attribute__((__vector_size__(16), __may_alias__));
typedef long long __m128i_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef double __v2df __attribute__((__vector_size__(16)));
typedef long long __v2di __attribute__((__vector_size__(16)));
typedef unsigned long long __v2du __attribute__((__vector_size__(16)));
typedef int __v4si __attribute__((__vector_size__(16)));
typedef unsigned __v4su __attribute__((__vector_size__(16)));
typedef short __v8hi __attribute__((__vector_size__(16)));
typedef unsigned short __v8hu __attribute__((__vector_size__(16)));
typedef char __v16qi __attribute__((__vector_size__(16)));
typedef signed char __v16qs __attribute__((__vector_size__(16)));
typedef unsigned char __v16qu __attribute__((__vector_size__(16)));

/* Doubles. */
__SSE_ARITHMETIC(__m128d, pd, sd, add, +)
__SSE_ARITHMETIC(__m128d, pd, sd, sub, -)
__SSE_ARITHMETIC(__m128d, pd, sd, mul, *)
__SSE_ARITHMETIC(__m128d, pd, sd, div, /)
__SSE_BINARY(__m128d, min_pd, "minpd")
__SSE_BINARY(__m128d, max_pd, "maxpd")
__SSE_BINARY(__m128d, min_sd, "minsd")
__SSE_BINARY(__m128d, max_sd, "maxsd")
__SSE_UNARY(__m128d, __m128d, sqrt_pd, "sqrtpd")
__SSE __m128d _mm_sqrt_sd(__m128d __a, __m128d __b) {
  __asm__("sqrtsd %1, %0" : "+x"(__a) : "x"(__b));
  return __a;
}
__SSE_BINARY(__m128d, and_pd, "andpd")
__SSE_BINARY(__m128d, andnot_pd, "andnpd")
__SSE_BINARY(__m128d, or_pd, "orpd")
__SSE_BINARY(__m128d, xor_pd, "xorpd")
__SSE_COMPARES(__m128d, pd, sd)
__SSE_ASKS(__m128d, sd)
__SSE_BINARY(__m128d, unpackhi_pd, "unpckhpd")
__SSE_BINARY(__m128d, unpacklo_pd, "unpcklpd")
__SSE_TO_INT(int, __m128d, movemask_pd, "movmskpd")
__SSE __m128d _mm_set_pd(double __b, double __a) { return (__m128d){__a, __b}; }
__SSE __m128d _mm_setr_pd(double __a, double __b) { return (__m128d){__a, __b}; }
__SSE __m128d _mm_set1_pd(double __a) { return (__m128d){__a, __a}; }
__SSE __m128d _mm_set_sd(double __a) { return (__m128d){__a}; }
__SSE __m128d _mm_setzero_pd(void) { return (__m128d){0}; }
#define _mm_set_pd1(__a) _mm_set1_pd(__a)
#define _mm_undefined_pd() _mm_setzero_pd()
__SSE double _mm_cvtsd_f64(__m128d __a) { return __a[0]; }
__SSE __m128d _mm_move_sd(__m128d __a, __m128d __b) {
  __a[0] = __b[0];
  return __a;
}
__SSE __m128d _mm_load_pd(const double *__at) { return *(const __m128d *)__at; }
__SSE __m128d _mm_loadu_pd(const double *__at) { return *(const __m128d_u *)__at; }
__SSE __m128d _mm_load_sd(const double *__at) { return _mm_set_sd(*__at); }
__SSE __m128d _mm_load1_pd(const double *__at) { return _mm_set1_pd(*__at); }
__SSE __m128d _mm_loadr_pd(const double *__at) { return _mm_set_pd(__at[0], __at[1]); }
__SSE __m128d _mm_loadl_pd(__m128d __a, const double *__at) { return _mm_setr_pd(*__at, __a[1]); }
__SSE __m128d _mm_loadh_pd(__m128d __a, const double *__at) { return _mm_setr_pd(__a[0], *__at); }
__SSE void _mm_store_pd(double *__at, __m128d __a) { *(__m128d *)__at = __a; }
__SSE void _mm_storeu_pd(double *__at, __m128d __a) { *(__m128d_u *)__at = __a; }
__SSE void _mm_store_sd(double *__at, __m128d __a) { *__at = __a[0]; }
__SSE void _mm_store1_pd(double *__at, __m128d __a) { *(__m128d *)__at = _mm_set1_pd(__a[0]); }
__SSE void _mm_storer_pd(double *__at, __m128d __a) { *(__m128d *)__at = _mm_set_pd(__a[0], __a[1]); }
__SSE void _mm_storel_pd(double *__at, __m128d __a) { *__at = __a[0]; }
__SSE void _mm_storeh_pd(double *__at, __m128d __a) { *__at = __a[1]; }
__SSE void _mm_stream_pd(double *__at, __m128d __a) {
  __asm__("movntpd %1, %0" : "=m"(*(__m128d *)__at) : "x"(__a));
}
#define _mm_load_pd1(__at) _mm_load1_pd(__at)
#define _mm_store_pd1(__at, __a) _mm_store1_pd(__at, __a)
#define _mm_shuffle_pd(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128d, "shufpd", __a, __b, __n)
#define _MM_SHUFFLE2(__b, __a) ((__b) << 1 | (__a))

/* Conversions. */
__SSE_UNARY(__m128d, __m128, cvtps_pd, "cvtps2pd")
__SSE_UNARY(__m128, __m128d, cvtpd_ps, "cvtpd2ps")
__SSE_UNARY(__m128, __m128i, cvtepi32_ps, "cvtdq2ps")
__SSE_UNARY(__m128d, __m128i, cvtepi32_pd, "cvtdq2pd")
__SSE_UNARY(__m128i, __m128, cvtps_epi32, "cvtps2dq")
__SSE_UNARY(__m128i, __m128, cvttps_epi32, "cvttps2dq")
__SSE_UNARY(__m128i, __m128d, cvtpd_epi32, "cvtpd2dq")
__SSE_UNARY(__m128i, __m128d, cvttpd_epi32, "cvttpd2dq")
__SSE_TO_INT(int, __m128d, cvtsd_si32, "cvtsd2si")
__SSE_TO_INT(int, __m128d, cvttsd_si32, "cvttsd2si")
__SSE_TO_INT(long long, __m128d, cvtsd_si64, "cvtsd2si")
__SSE_TO_INT(long long, __m128d, cvttsd_si64, "cvttsd2si")
#define _mm_cvtsd_si64x(__a) _mm_cvtsd_si64(__a)
#define _mm_cvttsd_si64x(__a) _mm_cvttsd_si64(__a)
__SSE __m128d _mm_cvtsi32_sd(__m128d __a, int __b) {
  __a[0] = __b;
  return __a;
}
__SSE __m128d _mm_cvtsi64_sd(__m128d __a, long long __b) {
  __a[0] = __b;
  return __a;
}
#define _mm_cvtsi64x_sd(__a, __b) _mm_cvtsi64_sd(__a, __b)
__SSE __m128 _mm_cvtsd_ss(__m128 __a, __m128d __b) {
  __a[0] = __b[0];
  return __a;
}
__SSE __m128d _mm_cvtss_sd(__m128d __a, __m128 __b) {
  __a[0] = __b[0];
  return __a;
}
__SSE __m128i _mm_cvtsi32_si128(int __a) { return (__m128i)(__v4si){__a}; }
__SSE __m128i _mm_cvtsi64_si128(long long __a) { return (__m128i){__a}; }
__SSE int _mm_cvtsi128_si32(__m128i __a) { return ((__v4si)__a)[0]; }
__SSE long long _mm_cvtsi128_si64(__m128i __a) { return __a[0]; }
#define _mm_cvtsi64x_si128(__a) _mm_cvtsi64_si128(__a)
#define _mm_cvtsi128_si64x(__a) _mm_cvtsi128_si64(__a)
__SSE __m128d _mm_castps_pd(__m128 __a) { return (__m128d)__a; }
__SSE __m128i _mm_castps_si128(__m128 __a) { return (__m128i)__a; }
__SSE __m128 _mm_castpd_ps(__m128d __a) { return (__m128)__a; }
__SSE __m128i _mm_castpd_si128(__m128d __a) { return (__m128i)__a; }
__SSE __m128 _mm_castsi128_ps(__m128i __a) { return (__m128)__a; }
__SSE __m128d _mm_castsi128_pd(__m128i __a) { return (__m128d)__a; }

/* Integers: what an operator says, on elements of a type. */
#define __SSE2_OPERATOR(__name, __type, __op)                                                                \
  __SSE __m128i _mm_##__name(__m128i __a, __m128i __b) { return (__m128i)((__type)__a __op (__type)__b); }
__SSE2_OPERATOR(add_epi8, __v16qu, +)
__SSE2_OPERATOR(add_epi16, __v8hu, +)
__SSE2_OPERATOR(add_epi32, __v4su, +)
__SSE2_OPERATOR(add_epi64, __v2du, +)
__SSE2_OPERATOR(sub_epi8, __v16qu, -)
__SSE2_OPERATOR(sub_epi16, __v8hu, -)
__SSE2_OPERATOR(sub_epi32, __v4su, -)
__SSE2_OPERATOR(sub_epi64, __v2du, -)
__SSE2_OPERATOR(mullo_epi16, __v8hu, *)
__SSE2_OPERATOR(and_si128, __v2du, &)
__SSE2_OPERATOR(or_si128, __v2du, |)
__SSE2_OPERATOR(xor_si128, __v2du, ^)
__SSE2_OPERATOR(cmpeq_epi8, __v16qs, ==)
__SSE2_OPERATOR(cmpeq_epi16, __v8hi, ==)
__SSE2_OPERATOR(cmpeq_epi32, __v4si, ==)
__SSE2_OPERATOR(cmpgt_epi8, __v16qs, >)
__SSE2_OPERATOR(cmpgt_epi16, __v8hi, >)
__SSE2_OPERATOR(cmpgt_epi32, __v4si, >)
__SSE2_OPERATOR(cmplt_epi8, __v16qs, <)
__SSE2_OPERATOR(cmplt_epi16, __v8hi, <)
__SSE2_OPERATOR(cmplt_epi32, __v4si, <)
__SSE_BINARY(__m128i, adds_epi8, "paddsb")
__SSE_BINARY(__m128i, adds_epi16, "paddsw")
__SSE_BINARY(__m128i, adds_epu8, "paddusb")
__SSE_BINARY(__m128i, adds_epu16, "paddusw")
__SSE_BINARY(__m128i, subs_epi8, "psubsb")
__SSE_BINARY(__m128i, subs_epi16, "psubsw")
__SSE_BINARY(__m128i, subs_epu8, "psubusb")
__SSE_BINARY(__m128i, subs_epu16, "psubusw")
__SSE_BINARY(__m128i, mulhi_epi16, "pmulhw")
__SSE_BINARY(__m128i, mulhi_epu16, "pmulhuw")
__SSE_BINARY(__m128i, mul_epu32, "pmuludq")
__SSE_BINARY(__m128i, madd_epi16, "pmaddwd")
__SSE_BINARY(__m128i, sad_epu8, "psadbw")
__SSE_BINARY(__m128i, avg_epu8, "pavgb")
__SSE_BINARY(__m128i, avg_epu16, "pavgw")
__SSE_BINARY(__m128i, min_epi16, "pminsw")
__SSE_BINARY(__m128i, max_epi16, "pmaxsw")
__SSE_BINARY(__m128i, min_epu8, "pminub")
__SSE_BINARY(__m128i, max_epu8, "pmaxub")
__SSE_BINARY(__m128i, andnot_si128, "pandn")
__SSE_BINARY(__m128i, packs_epi16, "packsswb")
__SSE_BINARY(__m128i, packs_epi32, "packssdw")
__SSE_BINARY(__m128i, packus_epi16, "packuswb")
__SSE_BINARY(__m128i, unpackhi_epi8, "punpckhbw")
__SSE_BINARY(__m128i, unpackhi_epi16, "punpckhwd")
__SSE_BINARY(__m128i, unpackhi_epi32, "punpckhdq")
__SSE_BINARY(__m128i, unpackhi_epi64, "punpckhqdq")
__SSE_BINARY(__m128i, unpacklo_epi8, "punpcklbw")
__SSE_BINARY(__m128i, unpacklo_epi16, "punpcklwd")
__SSE_BINARY(__m128i, unpacklo_epi32, "punpckldq")
__SSE_BINARY(__m128i, unpacklo_epi64, "punpcklqdq")
__SSE_TO_INT(int, __m128i, movemask_epi8, "pmovmskb")

/* Shifts, by what the low half of a vector says or by a number. */
#define __SSE2_SHIFT(__name, __form, __instruction)                                                          \
  __SSE_BINARY(__m128i, __name##_##__form, __instruction)                                                    \
  __SSE __m128i _mm_##__name##i_##__form(__m128i __a, int __n) {                                             \
    return _mm_##__name##_##__form(__a, _mm_cvtsi32_si128(__n));                                             \
  }
__SSE2_SHIFT(sll, epi16, "psllw")
__SSE2_SHIFT(sll, epi32, "pslld")
__SSE2_SHIFT(sll, epi64, "psllq")
__SSE2_SHIFT(srl, epi16, "psrlw")
__SSE2_SHIFT(srl, epi32, "psrld")
__SSE2_SHIFT(srl, epi64, "psrlq")
__SSE2_SHIFT(sra, epi16, "psraw")
__SSE2_SHIFT(sra, epi32, "psrad")
#define __SSE2_SHIFT_WHOLE(__instruction, __x, __n)                                                          \
  __extension__({                                                                                            \
    __m128i __made = (__x);                                                                                  \
    __asm__(__instruction " %1, %0" : "+x"(__made) : "i"((__n)&255));                                        \
    __made;                                                                                                  \
  })
#define _mm_slli_si128(__a, __n) __SSE2_SHIFT_WHOLE("pslldq", __a, __n)
#define _mm_srli_si128(__a, __n) __SSE2_SHIFT_WHOLE("psrldq", __a, __n)
#define _mm_bslli_si128(__a, __n) _mm_slli_si128(__a, __n)
#define _mm_bsrli_si128(__a, __n) _mm_srli_si128(__a, __n)

#define _mm_shuffle_epi32(__a, __n) __SSE_CONSTANT_UNARY(__m128i, "pshufd", __a, __n)
#define _mm_shufflehi_epi16(__a, __n) __SSE_CONSTANT_UNARY(__m128i, "pshufhw", __a, __n)
#define _mm_shufflelo_epi16(__a, __n) __SSE_CONSTANT_UNARY(__m128i, "pshuflw", __a, __n)
__SSE int _mm_extract_epi16(__m128i __a, int __n) { return ((__v8hu)__a)[__n & 7]; }
__SSE __m128i _mm_insert_epi16(__m128i __a, int __value, int __n) {
  __v8hi __made = (__v8hi)__a;
  __made[__n & 7] = __value;
  return (__m128i)__made;
}

/* Making: from the highest element down, or from the lowest up. */
__SSE __m128i _mm_setzero_si128(void) { return (__m128i){0}; }
#define _mm_undefined_si128() _mm_setzero_si128()
__SSE __m128i _mm_set_epi64x(long long __b, long long __a) { return (__m128i){__a, __b}; }
__SSE __m128i _mm_set_epi64(__m64 __b, __m64 __a) { return (__m128i){(long long)__a, (long long)__b}; }
__SSE __m128i _mm_setr_epi64(__m64 __a, __m64 __b) { return _mm_set_epi64(__b, __a); }
__SSE __m128i _mm_set_epi32(int __d, int __c, int __b, int __a) {
  return (__m128i)(__v4si){__a, __b, __c, __d};
}
__SSE __m128i _mm_setr_epi32(int __a, int __b, int __c, int __d) {
  return (__m128i)(__v4si){__a, __b, __c, __d};
}
__SSE __m128i _mm_set_epi16(short __h, short __g, short __f, short __e, short __d, short __c, short __b,
                            short __a) {
  return (__m128i)(__v8hi){__a, __b, __c, __d, __e, __f, __g, __h};
}
__SSE __m128i _mm_setr_epi16(short __a, short __b, short __c, short __d, short __e, short __f, short __g,
                             short __h) {
  return (__m128i)(__v8hi){__a, __b, __c, __d, __e, __f, __g, __h};
}
__SSE __m128i _mm_set_epi8(char __p, char __o, char __n, char __m, char __l, char __k, char __j, char __i,
                           char __h, char __g, char __f, char __e, char __d, char __c, char __b, char __a) {
  return (__m128i)(__v16qi){__a, __b, __c, __d, __e, __f, __g, __h, __i, __j, __k, __l, __m, __n, __o, __p};
}
__SSE __m128i _mm_setr_epi8(char __a, char __b, char __c, char __d, char __e, char __f, char __g, char __h,
                            char __i, char __j, char __k, char __l, char __m, char __n, char __o, char __p) {
  return (__m128i)(__v16qi){__a, __b, __c, __d, __e, __f, __g, __h, __i, __j, __k, __l, __m, __n, __o, __p};
}
__SSE __m128i _mm_set1_epi64x(long long __a) { return (__m128i){__a, __a}; }
__SSE __m128i _mm_set1_epi64(__m64 __a) { return _mm_set_epi64(__a, __a); }
__SSE __m128i _mm_set1_epi32(int __a) { return (__m128i)(__a + (__v4si){0}); }
__SSE __m128i _mm_set1_epi16(short __a) { return (__m128i)(__a + (__v8hi){0}); }
__SSE __m128i _mm_set1_epi8(char __a) { return (__m128i)(__a + (__v16qi){0}); }

/* Memory. */
__SSE __m128i _mm_load_si128(const __m128i *__at) { return *__at; }
__SSE __m128i _mm_loadu_si128(const __m128i_u *__at) { return *__at; }
__SSE __m128i _mm_loadl_epi64(const __m128i_u *__at) { return (__m128i){(*__at)[0]}; }
__SSE void _mm_store_si128(__m128i *__at, __m128i __a) { *__at = __a; }
__SSE void _mm_storeu_si128(__m128i_u *__at, __m128i __a) { *__at = __a; }
__SSE void _mm_storel_epi64(__m128i_u *__at, __m128i __a) { (*__at)[0] = __a[0]; }
#define __SSE2_PART(__name, __type, __made)                                                                  \
  __SSE __m128i _mm_loadu_##__name(const void *__at) {                                                       \
    __type __a;                                                                                              \
    __builtin_memcpy(&__a, __at, sizeof __a);                                                                \
    return (__m128i)(__made){__a};                                                                           \
  }                                                                                                          \
  __SSE void _mm_storeu_##__name(void *__at, __m128i __a) {                                                  \
    __type __low = ((__made)__a)[0];                                                                         \
    __builtin_memcpy(__at, &__low, sizeof __low);                                                            \
  }
__SSE2_PART(si16, short, __v8hi)
__SSE2_PART(si32, int, __v4si)
__SSE2_PART(si64, long long, __v2di)
__SSE __m128i _mm_move_epi64(__m128i __a) { return (__m128i){__a[0]}; }
__SSE __m64 _mm_movepi64_pi64(__m128i __a) { return (__m64)__a[0]; }
__SSE __m128i _mm_movpi64_epi64(__m64 __a) { return (__m128i){(long long)__a}; }
__SSE void _mm_stream_si128(__m128i *__at, __m128i __a) {
  __asm__("movntdq %1, %0" : "=m"(*__at) : "x"(__a));
}
__SSE void _mm_maskmoveu_si128(__m128i __a, __m128i __mask, char *__at) {
  __asm__ __volatile__("maskmovdqu %1, %0" : : "x"(__a), "x"(__mask), "D"(__at) : "memory");
}

#endif
