#ifndef _BITS_X86_NAMED_H
#define _BITS_X86_NAMED_H

/* Instructions by name that need no vector types. */
#define __X86_NAMED static __inline __attribute__((__always_inline__, __unused__))

__X86_NAMED unsigned long long __rdtsc(void) {
  unsigned __low, __high;
  __asm__ __volatile__("rdtsc" : "=a"(__low), "=d"(__high));
  return (unsigned long long)__high << 32 | __low;
}
__X86_NAMED unsigned long long __rdtscp(unsigned *__aux) {
  unsigned __low, __high;
  __asm__ __volatile__("rdtscp" : "=a"(__low), "=d"(__high), "=c"(*__aux));
  return (unsigned long long)__high << 32 | __low;
}
__X86_NAMED unsigned long long __rdpmc(int __counter) {
  unsigned __low, __high;
  __asm__ __volatile__("rdpmc" : "=a"(__low), "=d"(__high) : "c"(__counter));
  return (unsigned long long)__high << 32 | __low;
}
#define _rdtsc() __rdtsc()

/* Order of memory, and hints. */
__X86_NAMED void _mm_pause(void) { __asm__ __volatile__("pause" ::: "memory"); }
__X86_NAMED void _mm_lfence(void) { __asm__ __volatile__("lfence" ::: "memory"); }
__X86_NAMED void _mm_sfence(void) { __asm__ __volatile__("sfence" ::: "memory"); }
__X86_NAMED void _mm_mfence(void) { __asm__ __volatile__("mfence" ::: "memory"); }
__X86_NAMED void _mm_clflush(const void *__at) {
  __asm__ __volatile__("clflush %0" : "+m"(*(volatile char *)__at));
}
__X86_NAMED void _mm_clflushopt(const void *__at) {
  __asm__ __volatile__("clflushopt %0" : "+m"(*(volatile char *)__at));
}
#define _MM_HINT_T0 3
#define _MM_HINT_T1 2
#define _MM_HINT_T2 1
#define _MM_HINT_NTA 0
#define _mm_prefetch(__at, __hint) __builtin_prefetch(__at)
__X86_NAMED void _mm_stream_si32(int *__to, int __value) {
  __asm__ __volatile__("movnti %1, %0" : "=m"(*__to) : "r"(__value));
}
__X86_NAMED void _mm_stream_si64(long long *__to, long long __value) {
  __asm__ __volatile__("movntiq %1, %0" : "=m"(*__to) : "r"(__value));
}

/* Bits. */
#define _bswap(__x) __builtin_bswap32(__x)
#define _bswap64(__x) __builtin_bswap64(__x)
#define __bswapd(__x) __builtin_bswap32(__x)
#define __bswapq(__x) __builtin_bswap64(__x)
#define _popcnt32(__x) __builtin_popcount(__x)
#define _popcnt64(__x) __builtin_popcountll(__x)
#define _mm_popcnt_u32(__x) __builtin_popcount(__x)
#define _mm_popcnt_u64(__x) ((long long)__builtin_popcountll(__x))
__X86_NAMED int __bsfd(int __x) { return __builtin_ctz(__x); }
__X86_NAMED int __bsfq(long long __x) { return __builtin_ctzll(__x); }
__X86_NAMED int __bsrd(int __x) { return 31 - __builtin_clz(__x); }
__X86_NAMED int __bsrq(long long __x) { return 63 - __builtin_clzll(__x); }
#define _bit_scan_forward(__x) __bsfd(__x)
#define _bit_scan_reverse(__x) __bsrd(__x)
__X86_NAMED unsigned _lzcnt_u32(unsigned __x) { return __x ? __builtin_clz(__x) : 32; }
__X86_NAMED unsigned long long _lzcnt_u64(unsigned long long __x) { return __x ? __builtin_clzll(__x) : 64; }
__X86_NAMED unsigned _tzcnt_u32(unsigned __x) { return __x ? __builtin_ctz(__x) : 32; }
__X86_NAMED unsigned long long _tzcnt_u64(unsigned long long __x) { return __x ? __builtin_ctzll(__x) : 64; }
#define __ROTATION(__name, __type)                                                  \
  __X86_NAMED __type _rotl##__name(__type __x, int __by) {                          \
    unsigned __width = 8 * sizeof __x, __n = (unsigned)__by % __width;              \
    return __n ? (__type)(__x << __n | __x >> (__width - __n)) : __x;               \
  }                                                                                 \
  __X86_NAMED __type _rotr##__name(__type __x, int __by) {                          \
    unsigned __width = 8 * sizeof __x, __n = (unsigned)__by % __width;              \
    return __n ? (__type)(__x >> __n | __x << (__width - __n)) : __x;               \
  }
__ROTATION(wb, unsigned char)
__ROTATION(wl, unsigned short)
__ROTATION(, unsigned)
__ROTATION(q, unsigned long long)
#undef __ROTATION
#define _lrotl(__x, __by) _rotlq(__x, __by)
#define _lrotr(__x, __by) _rotrq(__x, __by)
#define __rold(__x, __by) _rotl(__x, __by)
#define __rorq(__x, __by) _rotrq(__x, __by)

/* Flags, segments, control registers of SSE. */
__X86_NAMED unsigned long long __readeflags(void) {
  unsigned long long __flags;
  __asm__ __volatile__("pushfq; popq %0" : "=r"(__flags));
  return __flags;
}
__X86_NAMED void __writeeflags(unsigned long long __flags) {
  __asm__ __volatile__("pushq %0; popfq" : : "r"(__flags) : "cc");
}
__X86_NAMED unsigned long long _readfsbase_u64(void) {
  unsigned long long __base;
  __asm__ __volatile__("rdfsbase %0" : "=r"(__base));
  return __base;
}
__X86_NAMED unsigned long long _readgsbase_u64(void) {
  unsigned long long __base;
  __asm__ __volatile__("rdgsbase %0" : "=r"(__base));
  return __base;
}
__X86_NAMED unsigned _mm_getcsr(void) {
  unsigned __csr;
  __asm__ __volatile__("stmxcsr %0" : "=m"(__csr));
  return __csr;
}
__X86_NAMED void _mm_setcsr(unsigned __csr) { __asm__ __volatile__("ldmxcsr %0" : : "m"(__csr)); }
__X86_NAMED unsigned long long _xgetbv(unsigned __index) {
  unsigned __low, __high;
  __asm__ __volatile__("xgetbv" : "=a"(__low), "=d"(__high) : "c"(__index));
  return (unsigned long long)__high << 32 | __low;
}
#define __int2c() __asm__ __volatile__("int $0x2c")

#undef __X86_NAMED

#endif
