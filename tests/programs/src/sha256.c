/* SHA-256 (FIPS 180-4) of a megabyte, and of what is on standard input. */
#include "sys.h"

static const u32 K[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static u32 ror(u32 x, int n) { return x >> n | x << (32 - n); }

static void block(u32 *h, const u8 *p) {
  u32 w[64], v[8];
  for (int i = 0; i < 16; i++) w[i] = __builtin_bswap32(((const u32 *)p)[i]);
  for (int i = 16; i < 64; i++)
    w[i] = w[i - 16] + w[i - 7] + (ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3) +
           (ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10);
  memcpy(v, h, 32);
  for (int i = 0; i < 64; i++) {
    u32 s1 = ror(v[4], 6) ^ ror(v[4], 11) ^ ror(v[4], 25), ch = (v[4] & v[5]) ^ (~v[4] & v[6]);
    u32 t1 = v[7] + s1 + ch + K[i] + w[i];
    u32 s0 = ror(v[0], 2) ^ ror(v[0], 13) ^ ror(v[0], 22), maj = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    for (int j = 7; j > 0; j--) v[j] = v[j - 1];
    v[4] += t1;
    v[0] = t1 + s0 + maj;
  }
  for (int i = 0; i < 8; i++) h[i] += v[i];
}

static void digest(const u8 *p, u64 n) {
  u32 h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  u8 last[128];
  u64 whole = n & ~63UL, rest = n - whole, end = rest < 56 ? 64 : 128;
  for (u64 i = 0; i < whole; i += 64) block(h, p + i);
  memset(last, 0, 128);
  memcpy(last, p + whole, rest);
  last[rest] = 0x80;
  *(u64 *)(last + end - 8) = __builtin_bswap64(n * 8);
  for (u64 i = 0; i < end; i += 64) block(h, last + i);
  char text[65];
  for (int i = 0; i < 64; i++) text[i] = "0123456789abcdef"[h[i / 8] >> (28 - i % 8 * 4) & 15];
  text[64] = '\n';
  write(1, text, 65);
}

static u8 data[1 << 20];

void start(u64 *stack) {
  (void)stack;
  digest((u8 *)"abc", 3);
  for (u64 i = 0; i < sizeof data; i++) data[i] = (u8)(i * 7);
  digest(data, sizeof data);
  u64 n = 0;
  for (long got; (got = read(0, data + n, sizeof data - n)) > 0;) n += (u64)got;
  digest(data, n);
  exit(0);
}
