/* Integer code that compilers turn into as many different instructions as possible. Nothing is called; only bytes count. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

u64 divide(u64 x, u32 y, int z) { return x / 3 + x % 1000 + y / 10 + z / 7 + z % 13 + x / (y | 1); }
u64 multiply(u64 a, u64 b, u64 m) { return (u64)(((unsigned __int128)a * b) >> 64) + a * 37 + b * m; }
u64 shift(u64 x, int n) { return (x << n) | (x >> (64 - n)) | ((long)x >> 3) | (u32)x << 5; }
u16 swap16(u16 x) { return x << 8 | x >> 8; }
u32 swap32(u32 x) { return __builtin_bswap32(x); }
u64 swap64(u64 x) { return __builtin_bswap64(x); }
int scan(u64 x) { return __builtin_ctzll(x | 1) + __builtin_clzll(x | 1) + __builtin_ffs((int)x); }
signed char narrow(signed char a, short b, int c) { return a * b - c + (u8)c + (u16)b; }
int compare(u64 a, u64 b, long c) {
  return (a < b) + (c < 5) * 2 + (c >= -3 ? 7 : 9) + (a == b ? (int)c : (int)-c) + (a <= b && c > 0);
}
u64 bits(u64 x, int n) { return (x & (1ul << n)) ? x | (1ul << 40) : x & ~(1ul << (n & 63)) ^ 0x5555; }
__int128 wide(__int128 a, __int128 b) { return a + b - (a << 3) + -b; }
unsigned add_carry(u64 *r, u64 a, u64 b) { return __builtin_add_overflow(a, b, r) + __builtin_mul_overflow(a, 3, r); }
long extend(int a, short b, signed char c, u8 d) { return (long)a + b + c + d + (u32)a; }
u64 big(u64 x) { return x + 0x123456789abcdefull + (x & 0xffffffff00000000ull); }
