#ifndef _BITS_X86_BITS_H
#define _BITS_X86_BITS_H

/* BMI1, BMI2, ADX and MOVBE by the names of Intel's intrinsics guide, for 32 and 64 bits. */
#include <bits/x86_named.h>

#define __BITS static __inline __attribute__((__always_inline__, __unused__))

#define __BITS_BINARY(__name, __type, __instruction)                                \
  __BITS __type __name(__type __a, __type __b) {                               \
    __type __made;                                                                  \
    __asm__(__instruction : "=r"(__made) : "r"(__a), "r"(__b) : "cc");              \
    return __made;                                                                  \
  }
#define __BITS_UNARY(__name, __type, __value)                                       \
  __BITS __type __name(__type __a) { return __value; }
#define __BITS_BOTH(__type, __end)                                                  \
  __BITS __type __andn_u##__end(__type __a, __type __b) { return ~__a & __b; } \
  __BITS_BINARY(__bextr_u##__end, __type, "bextr %2, %1, %0")                       \
  __BITS_UNARY(__blsi_u##__end, __type, __a & -__a)                                 \
  __BITS_UNARY(__blsr_u##__end, __type, __a & (__a - 1))                            \
  __BITS_UNARY(__blsmsk_u##__end, __type, __a ^ (__a - 1))                          \
  __BITS_BINARY(_bzhi_u##__end, __type, "bzhi %2, %1, %0")                          \
  __BITS_BINARY(_pdep_u##__end, __type, "pdep %2, %1, %0")                          \
  __BITS_BINARY(_pext_u##__end, __type, "pext %2, %1, %0")
__BITS_BOTH(unsigned, 32)
__BITS_BOTH(unsigned long long, 64)
#undef __BITS_BOTH
#undef __BITS_UNARY
#undef __BITS_BINARY

#define _andn_u32(__a, __b) __andn_u32(__a, __b)
#define _andn_u64(__a, __b) __andn_u64(__a, __b)
#define _blsi_u32(__a) __blsi_u32(__a)
#define _blsi_u64(__a) __blsi_u64(__a)
#define _blsr_u32(__a) __blsr_u32(__a)
#define _blsr_u64(__a) __blsr_u64(__a)
#define _blsmsk_u32(__a) __blsmsk_u32(__a)
#define _blsmsk_u64(__a) __blsmsk_u64(__a)
/* The bits from a place on, of a length. */
__BITS unsigned _bextr_u32(unsigned __a, unsigned __at, unsigned __length) {
  return __bextr_u32(__a, (__at & 0xff) | (__length & 0xff) << 8);
}
__BITS unsigned long long _bextr_u64(unsigned long long __a, unsigned __at, unsigned __length) {
  return __bextr_u64(__a, (__at & 0xff) | (__length & 0xff) << 8);
}
__BITS unsigned short __tzcnt_u16(unsigned short __a) { return __a ? __builtin_ctz(__a) : 16; }
__BITS unsigned short __lzcnt16(unsigned short __a) { return __a ? __builtin_clz(__a) - 16 : 16; }
#define __tzcnt_u32(__a) _tzcnt_u32(__a)
#define __tzcnt_u64(__a) _tzcnt_u64(__a)
#define __lzcnt32(__a) _lzcnt_u32(__a)
#define __lzcnt64(__a) _lzcnt_u64(__a)
#define _mm_tzcnt_32(__a) ((int)_tzcnt_u32(__a))
#define _mm_tzcnt_64(__a) ((long long)_tzcnt_u64(__a))

__BITS unsigned _mulx_u32(unsigned __a, unsigned __b, unsigned *__high) {
  unsigned long long __product = (unsigned long long)__a * __b;
  *__high = (unsigned)(__product >> 32);
  return (unsigned)__product;
}
__BITS unsigned long long _mulx_u64(unsigned long long __a, unsigned long long __b, unsigned long long *__high) {
  unsigned __int128 __product = (unsigned __int128)__a * __b;
  *__high = (unsigned long long)(__product >> 64);
  return (unsigned long long)__product;
}

/* Sums with a carry in and out. */
#define __BITS_CARRY(__name, __type, __op)                                                       \
  __BITS unsigned char __name(unsigned char __carry, __type __a, __type __b, __type *__to) {        \
    __type __first, __second;                                                                            \
    unsigned char __c = __builtin_##__op##_overflow(__a, __b, &__first);                                 \
    __c |= __builtin_##__op##_overflow(__first, (__type)(__carry != 0), &__second);                      \
    *__to = __second;                                                                                    \
    return __c;                                                                                          \
  }
__BITS_CARRY(_addcarry_u32, unsigned, add)
__BITS_CARRY(_addcarry_u64, unsigned long long, add)
__BITS_CARRY(_subborrow_u32, unsigned, sub)
__BITS_CARRY(_subborrow_u64, unsigned long long, sub)
#undef __BITS_CARRY
#define _addcarryx_u32(__carry, __a, __b, __to) _addcarry_u32(__carry, __a, __b, __to)
#define _addcarryx_u64(__carry, __a, __b, __to) _addcarry_u64(__carry, __a, __b, __to)

/* Numbers with their bytes the other way round. */
#define __BITS_BE(__n, __type, __u)                                                                       \
  __BITS __type _loadbe_i##__n(const void *__at) {                                                   \
    __u __a;                                                                                              \
    __builtin_memcpy(&__a, __at, sizeof __a);                                                             \
    return (__type)__builtin_bswap##__n(__a);                                                             \
  }                                                                                                       \
  __BITS void _storebe_i##__n(void *__at, __type __value) {                                          \
    __u __a = __builtin_bswap##__n((__u)__value);                                                         \
    __builtin_memcpy(__at, &__a, sizeof __a);                                                             \
  }
__BITS_BE(16, short, unsigned short)
__BITS_BE(32, int, unsigned)
__BITS_BE(64, long long, unsigned long long)
#undef __BITS_BE

/* Random numbers: 1 when there was one. */
#define __BITS_RANDOM(__name, __type, __instruction)                                                      \
  __BITS int __name(__type *__to) {                                                                  \
    unsigned char __made;                                                                                 \
    __asm__ __volatile__(__instruction " %0" : "=r"(*__to), "=@ccc"(__made));                             \
    return __made;                                                                                        \
  }
__BITS_RANDOM(_rdrand16_step, unsigned short, "rdrand")
__BITS_RANDOM(_rdrand32_step, unsigned, "rdrand")
__BITS_RANDOM(_rdrand64_step, unsigned long long, "rdrand")
__BITS_RANDOM(_rdseed16_step, unsigned short, "rdseed")
__BITS_RANDOM(_rdseed32_step, unsigned, "rdseed")
__BITS_RANDOM(_rdseed64_step, unsigned long long, "rdseed")
#undef __BITS_RANDOM

#endif
