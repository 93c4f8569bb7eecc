#ifndef _XMMINTRIN_H
#define _XMMINTRIN_H

/* SSE by the names of Intel's intrinsics guide. What C's operators on vectors say is said so; the rest is the instruction. */
#include <bits/x86_named.h>
#include <stdlib.h>

typedef float __m128 __attribute__((__vector_size__(16), __may_alias__));
typedef float __m128_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef float __v4sf __attribute__((__vector_size__(16)));
typedef int __m64 __attribute__((__vector_size__(8), __may_alias__));

#define __SSE static __inline __attribute__((__always_inline__, __unused__))

/* _mm_NAME(a, b) and _mm_NAME(a) by an instruction that changes its first operand, or writes a new one. */
#define __SSE_BINARY(__type, __name, __instruction)              \
  __SSE __type _mm_##__name(__type __a, __type __b) {            \
    __asm__(__instruction " %1, %0" : "+x"(__a) : "x"(__b));     \
    return __a;                                                  \
  }
#define __SSE_UNARY(__to, __from, __name, __instruction)         \
  __SSE __to _mm_##__name(__from __a) {                          \
    __to __made;                                                 \
    __asm__(__instruction " %1, %0" : "=x"(__made) : "x"(__a));  \
    return __made;                                               \
  }
/* The lowest element changes, the others stay. */
#define __SSE_LOWEST(__type, __name, __instruction)              \
  __SSE __type _mm_##__name(__type __a) {                        \
    __asm__(__instruction " %0, %0" : "+x"(__a));                \
    return __a;                                                  \
  }
/* Comparisons, of all elements (ps) and of the lowest (ss); the greater ones are the less ones the other way round. */
#define __SSE_COMPARE(__type, __whole, __lowest, __condition)                     \
  __SSE_BINARY(__type, cmp##__condition##_##__whole, "cmp" #__condition #__whole) \
  __SSE_BINARY(__type, cmp##__condition##_##__lowest, "cmp" #__condition #__lowest)
#define __SSE_COMPARE_SWAPPED(__type, __whole, __lowest, __condition, __other)    \
  __SSE __type _mm_cmp##__condition##_##__whole(__type __a, __type __b) {         \
    return _mm_cmp##__other##_##__whole(__b, __a);                                \
  }                                                                               \
  __SSE __type _mm_cmp##__condition##_##__lowest(__type __a, __type __b) {        \
    __type __made = _mm_cmp##__other##_##__lowest(__b, __a);                      \
    __a[0] = __made[0];                                                           \
    return __a;                                                                   \
  }
#define __SSE_COMPARES(__type, __whole, __lowest)                                 \
  __SSE_COMPARE(__type, __whole, __lowest, eq)                                    \
  __SSE_COMPARE(__type, __whole, __lowest, lt)                                    \
  __SSE_COMPARE(__type, __whole, __lowest, le)                                    \
  __SSE_COMPARE(__type, __whole, __lowest, neq)                                   \
  __SSE_COMPARE(__type, __whole, __lowest, nlt)                                   \
  __SSE_COMPARE(__type, __whole, __lowest, nle)                                   \
  __SSE_COMPARE(__type, __whole, __lowest, ord)                                   \
  __SSE_COMPARE(__type, __whole, __lowest, unord)                                 \
  __SSE_COMPARE_SWAPPED(__type, __whole, __lowest, gt, lt)                        \
  __SSE_COMPARE_SWAPPED(__type, __whole, __lowest, ge, le)                        \
  __SSE_COMPARE_SWAPPED(__type, __whole, __lowest, ngt, nlt)                      \
  __SSE_COMPARE_SWAPPED(__type, __whole, __lowest, nge, nle)
/* Comparisons of the lowest elements that answer 0 or 1. */
#define __SSE_ASKS(__type, __lowest)                                                                         \
  __SSE_ASK(__type, eq_##__lowest, ==)                                                                       \
  __SSE_ASK(__type, lt_##__lowest, <)                                                                        \
  __SSE_ASK(__type, le_##__lowest, <=)                                                                       \
  __SSE_ASK(__type, gt_##__lowest, >)                                                                        \
  __SSE_ASK(__type, ge_##__lowest, >=)                                                                       \
  __SSE_ASK(__type, neq_##__lowest, !=)
#define __SSE_ASK(__type, __name, __op)                                                                      \
  __SSE int _mm_comi##__name(__type __a, __type __b) { return __a[0] __op __b[0]; }                          \
  __SSE int _mm_ucomi##__name(__type __a, __type __b) { return __a[0] __op __b[0]; }
/* Arithmetic of all elements and of the lowest. */
#define __SSE_ARITHMETIC(__type, __whole, __lowest, __name, __op)                                            \
  __SSE __type _mm_##__name##_##__whole(__type __a, __type __b) { return __a __op __b; }                     \
  __SSE __type _mm_##__name##_##__lowest(__type __a, __type __b) {                                           \
    __a[0] = __a[0] __op __b[0];                                                                             \
    return __a;                                                                                              \
  }

__SSE_ARITHMETIC(__m128, ps, ss, add, +)
__SSE_ARITHMETIC(__m128, ps, ss, sub, -)
__SSE_ARITHMETIC(__m128, ps, ss, mul, *)
__SSE_ARITHMETIC(__m128, ps, ss, div, /)
__SSE_BINARY(__m128, min_ps, "minps")
__SSE_BINARY(__m128, max_ps, "maxps")
__SSE_BINARY(__m128, min_ss, "minss")
__SSE_BINARY(__m128, max_ss, "maxss")
__SSE_UNARY(__m128, __m128, sqrt_ps, "sqrtps")
__SSE_UNARY(__m128, __m128, rcp_ps, "rcpps")
__SSE_UNARY(__m128, __m128, rsqrt_ps, "rsqrtps")
__SSE_LOWEST(__m128, sqrt_ss, "sqrtss")
__SSE_LOWEST(__m128, rcp_ss, "rcpss")
__SSE_LOWEST(__m128, rsqrt_ss, "rsqrtss")
__SSE_BINARY(__m128, and_ps, "andps")
__SSE_BINARY(__m128, andnot_ps, "andnps")
__SSE_BINARY(__m128, or_ps, "orps")
__SSE_BINARY(__m128, xor_ps, "xorps")
__SSE_COMPARES(__m128, ps, ss)
__SSE_ASKS(__m128, ss)
__SSE_BINARY(__m128, unpackhi_ps, "unpckhps")
__SSE_BINARY(__m128, unpacklo_ps, "unpcklps")
__SSE_BINARY(__m128, movehl_ps, "movhlps")
__SSE_BINARY(__m128, movelh_ps, "movlhps")

/* Making and taking apart. */
__SSE __m128 _mm_set_ps(float __d, float __c, float __b, float __a) { return (__m128){__a, __b, __c, __d}; }
__SSE __m128 _mm_setr_ps(float __a, float __b, float __c, float __d) { return (__m128){__a, __b, __c, __d}; }
__SSE __m128 _mm_set1_ps(float __a) { return (__m128){__a, __a, __a, __a}; }
__SSE __m128 _mm_set_ss(float __a) { return (__m128){__a}; }
__SSE __m128 _mm_setzero_ps(void) { return (__m128){0}; }
#define _mm_set_ps1(__a) _mm_set1_ps(__a)
#define _mm_undefined_ps() _mm_setzero_ps()
__SSE float _mm_cvtss_f32(__m128 __a) { return __a[0]; }
__SSE __m128 _mm_move_ss(__m128 __a, __m128 __b) {
  __a[0] = __b[0];
  return __a;
}

/* Memory: the u forms anywhere, the others at multiples of 16. */
__SSE __m128 _mm_load_ps(const float *__at) { return *(const __m128 *)__at; }
__SSE __m128 _mm_loadu_ps(const float *__at) { return *(const __m128_u *)__at; }
__SSE __m128 _mm_load_ss(const float *__at) { return _mm_set_ss(*__at); }
__SSE __m128 _mm_load1_ps(const float *__at) { return _mm_set1_ps(*__at); }
__SSE __m128 _mm_loadr_ps(const float *__at) {
  __m128 __a = _mm_load_ps(__at);
  return (__m128){__a[3], __a[2], __a[1], __a[0]};
}
__SSE __m128 _mm_loadl_pi(__m128 __a, const __m64 *__at) {
  __asm__("movlps %1, %0" : "+x"(__a) : "m"(*__at));
  return __a;
}
__SSE __m128 _mm_loadh_pi(__m128 __a, const __m64 *__at) {
  __asm__("movhps %1, %0" : "+x"(__a) : "m"(*__at));
  return __a;
}
__SSE void _mm_store_ps(float *__at, __m128 __a) { *(__m128 *)__at = __a; }
__SSE void _mm_storeu_ps(float *__at, __m128 __a) { *(__m128_u *)__at = __a; }
__SSE void _mm_store_ss(float *__at, __m128 __a) { *__at = __a[0]; }
__SSE void _mm_store1_ps(float *__at, __m128 __a) { *(__m128 *)__at = _mm_set1_ps(__a[0]); }
__SSE void _mm_storer_ps(float *__at, __m128 __a) {
  *(__m128 *)__at = (__m128){__a[3], __a[2], __a[1], __a[0]};
}
__SSE void _mm_storel_pi(__m64 *__at, __m128 __a) { __asm__("movlps %1, %0" : "=m"(*__at) : "x"(__a)); }
__SSE void _mm_storeh_pi(__m64 *__at, __m128 __a) { __asm__("movhps %1, %0" : "=m"(*__at) : "x"(__a)); }
__SSE void _mm_stream_ps(float *__at, __m128 __a) {
  __asm__("movntps %1, %0" : "=m"(*(__m128 *)__at) : "x"(__a));
}
#define _mm_load_ps1(__at) _mm_load1_ps(__at)
#define _mm_store_ps1(__at, __a) _mm_store1_ps(__at, __a)

/* Conversions. */
#define __SSE_TO_INT(__type, __from, __name, __instruction)      \
  __SSE __type _mm_##__name(__from __a) {                        \
    __type __made;                                               \
    __asm__(__instruction " %1, %0" : "=r"(__made) : "x"(__a));  \
    return __made;                                               \
  }
__SSE_TO_INT(int, __m128, cvtss_si32, "cvtss2si")
__SSE_TO_INT(int, __m128, cvttss_si32, "cvttss2si")
__SSE_TO_INT(long long, __m128, cvtss_si64, "cvtss2si")
__SSE_TO_INT(long long, __m128, cvttss_si64, "cvttss2si")
__SSE_TO_INT(int, __m128, movemask_ps, "movmskps")
#define _mm_cvt_ss2si(__a) _mm_cvtss_si32(__a)
#define _mm_cvtt_ss2si(__a) _mm_cvttss_si32(__a)
__SSE __m128 _mm_cvtsi32_ss(__m128 __a, int __b) {
  __a[0] = __b;
  return __a;
}
__SSE __m128 _mm_cvtsi64_ss(__m128 __a, long long __b) {
  __a[0] = __b;
  return __a;
}
#define _mm_cvt_si2ss(__a, __b) _mm_cvtsi32_ss(__a, __b)

/* With a constant in the instruction. */
#define __SSE_CONSTANT_BINARY(__type, __instruction, __x, __y, __n)                         \
  __extension__({                                                                           \
    __type __made = (__type)(__x);                                                          \
    __asm__(__instruction " %2, %1, %0" : "+x"(__made) : "x"((__type)(__y)), "i"(__n));     \
    __made;                                                                                 \
  })
#define __SSE_CONSTANT_UNARY(__type, __instruction, __x, __n)                               \
  __extension__({                                                                           \
    __type __made;                                                                          \
    __asm__(__instruction " %2, %1, %0" : "=x"(__made) : "x"((__type)(__x)), "i"(__n));     \
    __made;                                                                                 \
  })
#define _MM_SHUFFLE(__d, __c, __b, __a) ((__d) << 6 | (__c) << 4 | (__b) << 2 | (__a))
#define _mm_shuffle_ps(__a, __b, __n) __SSE_CONSTANT_BINARY(__m128, "shufps", __a, __b, __n)

#define _MM_TRANSPOSE4_PS(__r0, __r1, __r2, __r3)                                           \
  do {                                                                                      \
    __m128 __low01 = _mm_unpacklo_ps(__r0, __r1), __low23 = _mm_unpacklo_ps(__r2, __r3);    \
    __m128 __high01 = _mm_unpackhi_ps(__r0, __r1), __high23 = _mm_unpackhi_ps(__r2, __r3);  \
    (__r0) = _mm_movelh_ps(__low01, __low23);                                               \
    (__r1) = _mm_movehl_ps(__low23, __low01);                                               \
    (__r2) = _mm_movelh_ps(__high01, __high23);                                             \
    (__r3) = _mm_movehl_ps(__high23, __high01);                                             \
  } while (0)

/* Fields of the control and status register. */
#define _MM_EXCEPT_MASK 0x003f
#define _MM_EXCEPT_INVALID 0x0001
#define _MM_EXCEPT_DENORM 0x0002
#define _MM_EXCEPT_DIV_ZERO 0x0004
#define _MM_EXCEPT_OVERFLOW 0x0008
#define _MM_EXCEPT_UNDERFLOW 0x0010
#define _MM_EXCEPT_INEXACT 0x0020
#define _MM_MASK_MASK 0x1f80
#define _MM_ROUND_MASK 0x6000
#define _MM_ROUND_NEAREST 0x0000
#define _MM_ROUND_DOWN 0x2000
#define _MM_ROUND_UP 0x4000
#define _MM_ROUND_TOWARD_ZERO 0x6000
#define _MM_FLUSH_ZERO_MASK 0x8000
#define _MM_FLUSH_ZERO_ON 0x8000
#define _MM_FLUSH_ZERO_OFF 0x0000
#define _MM_GET_EXCEPTION_STATE() (_mm_getcsr() & _MM_EXCEPT_MASK)
#define _MM_SET_EXCEPTION_STATE(__s) _mm_setcsr((_mm_getcsr() & ~_MM_EXCEPT_MASK) | (__s))
#define _MM_GET_ROUNDING_MODE() (_mm_getcsr() & _MM_ROUND_MASK)
#define _MM_SET_ROUNDING_MODE(__s) _mm_setcsr((_mm_getcsr() & ~_MM_ROUND_MASK) | (__s))
#define _MM_GET_FLUSH_ZERO_MODE() (_mm_getcsr() & _MM_FLUSH_ZERO_MASK)
#define _MM_SET_FLUSH_ZERO_MODE(__s) _mm_setcsr((_mm_getcsr() & ~_MM_FLUSH_ZERO_MASK) | (__s))

__SSE void *_mm_malloc(size_t __size, size_t __align) {
  void *__at;
  if (__align < sizeof(void *)) __align = sizeof(void *);
  return posix_memalign(&__at, __align, __size) == 0 ? __at : 0;
}
__SSE void _mm_free(void *__at) { free(__at); }

#endif
