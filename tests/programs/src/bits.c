/* Shifts, rotates, bit scans and tests, sign extensions, at every width and count; one sum over all of them. */
#include "sys.h"

static u64 sum;
static void mix(u64 v) { sum = (sum << 5 | sum >> 59) ^ v * 0x9e3779b97f4a7c15UL; }

#define EACH(T, x, n) \
  mix((T)((T)(x) << (n) % (8 * sizeof(T)))), mix((T)((T)(x) >> (n) % (8 * sizeof(T))))

void start(u64 *stack) {
  (void)stack;
  u64 x = 88172645463325252UL;
  for (int i = 0; i < 20000; i++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    u32 n = x >> 50;
    EACH(u8, x, n), EACH(u16, x, n), EACH(u32, x, n), EACH(u64, x, n);
    EACH(signed char, x, n), EACH(short, x, n), EACH(int, x, n), EACH(i64, x, n);
    u64 r = x;
    u8 c;
    __asm__("rol %%cl, %0" : "+r"(r) : "c"(n)); mix(r);
    __asm__("ror %%cl, %w0" : "+r"(r) : "c"(n)); mix(r);
    __asm__("stc\n\trcl $1, %k0" : "+r"(r)); mix(r);
    __asm__("clc\n\trcr %%cl, %0" : "+r"(r) : "c"(n)); mix(r);
    __asm__("shld %%cl, %2, %0" : "+r"(r) : "c"(n), "r"(x * 3)); mix(r);
    __asm__("shrd $7, %1, %k0" : "+r"(r) : "r"((u32)x)); mix(r);
    __asm__("bt %2, %1\n\tsetc %0" : "=r"(c) : "r"(x), "r"((u64)n)); mix(c);
    __asm__("btc %1, %0" : "+r"(r) : "r"((u64)n)); mix(r);
    __asm__("bsf %1, %0" : "=r"(r) : "r"(x | 1UL << 63)); mix(r);
    __asm__("bsr %1, %0" : "=r"(r) : "r"(x | 1)); mix(r);
    mix(__builtin_bswap64(x)), mix(__builtin_bswap32((u32)x));
    mix((u64)(i64)(signed char)x), mix((u64)(i64)(short)x), mix((u64)(i64)(int)x);
    mix(x % 1000003), mix((u64)((i64)x / 977)), mix((u64)((int)x % 13 + (short)x / 7));
  }
  show_hex("sum", sum);
  exit(0);
}
