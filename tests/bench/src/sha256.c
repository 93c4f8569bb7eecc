/* SHA-256 (FIPS 180-4) of as many MiB as the argument says: rotations, additions, unrolled by the compiler. */
#include "arguments.h"

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes, worked out at the start. */
static u32 k[64];
static u8 data[65536];

static u32 root_fraction(u64 p, int cube) {
  /* The largest x whose square is below p << 64, or whose cube is below p << 96: by bisection. */
  u64 lo = 0, hi = 1UL << 36;
  while (hi - lo > 1) {
    u64 mid = (lo + hi) / 2;
    unsigned __int128 power = (unsigned __int128)mid * mid;
    if (cube) power *= mid;
    if (power >> (cube ? 96 : 64) >= p) hi = mid; else lo = mid;
  }
  return (u32)lo;
}

static u32 rotr(u32 x, int n) { return x >> n | x << (32 - n); }

static void block(u32 h[8], const u8 *p) {
  u32 w[64], s[8];
  for (int i = 0; i < 16; i++, p += 4) w[i] = (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
  for (int i = 16; i < 64; i++) {
    u32 a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (rotr(a, 7) ^ rotr(a, 18) ^ a >> 3) + w[i - 7] + (rotr(b, 17) ^ rotr(b, 19) ^ b >> 10);
  }
  for (int i = 0; i < 8; i++) s[i] = h[i];
  for (int i = 0; i < 64; i++) {
    u32 e = s[4], a = s[0];
    u32 t1 = s[7] + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i];
    u32 t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
    s[7] = s[6], s[6] = s[5], s[5] = e, s[4] = s[3] + t1;
    s[3] = s[2], s[2] = s[1], s[1] = a, s[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++) h[i] += s[i];
}

void start(u64 *stack) {
  u64 bytes = (u64)count(stack) << 20;
  u32 h[8];
  for (int n = 0, p = 2; n < 64; p++) {
    int prime = 1;
    for (int d = 2; d * d <= p; d++) prime &= p % d != 0;
    if (!prime) continue;
    if (n < 8) h[n] = root_fraction((u64)p, 0);
    k[n++] = root_fraction((u64)p, 1);
  }
  for (u32 i = 0; i < sizeof data; i++) data[i] = (u8)(i * 7);
  for (u64 done = 0; done < bytes; done += 64) block(h, data + done % sizeof data);
  u8 last[64] = {0x80};
  for (int i = 0; i < 8; i++) last[63 - i] = (u8)(bytes * 8 >> (8 * i));
  block(h, last);
  show_hex("sha256", (u64)h[0] << 32 | h[1]);
  exit(0);
}
