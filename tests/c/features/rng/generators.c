// Mersenne twister, xorshift, PCG, splitmix, ChaCha20's block, RC4: words that must come out bit for bit.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint32_t mt[624];
static int at = 625;
static uint32_t twist(void) {
  if (at >= 624) {
    if (at == 625) {
      mt[0] = 5489;
      for (int i = 1; i < 624; i++) mt[i] = 1812433253u * (mt[i - 1] ^ mt[i - 1] >> 30) + i;
    }
    for (int i = 0; i < 624; i++) {
      uint32_t y = (mt[i] & 0x80000000u) | (mt[(i + 1) % 624] & 0x7fffffffu);
      mt[i] = mt[(i + 397) % 624] ^ y >> 1 ^ (y & 1 ? 0x9908b0dfu : 0);
    }
    at = 0;
  }
  uint32_t y = mt[at++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c5680u;
  y ^= y << 15 & 0xefc60000u;
  return y ^ y >> 18;
}
static uint64_t xs(uint64_t *s) {
  uint64_t x = *s;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  *s = x;
  return x * 2685821657736338717ull;
}
static uint32_t pcg(uint64_t *s) {
  uint64_t o = *s;
  *s = o * 6364136223846793005ull + 105;
  uint32_t x = (o >> 18 ^ o) >> 27, r = o >> 59;
  return x >> r | x << (-r & 31);
}
static uint64_t split(uint64_t *s) {
  uint64_t z = *s += 0x9e3779b97f4a7c15ull;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return z ^ z >> 31;
}
#define ROT(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define QR(a, b, c, d)                                                                                       \
  (a += b, d ^= a, d = ROT(d, 16), c += d, b ^= c, b = ROT(b, 12), a += b, d ^= a, d = ROT(d, 8), c += d,    \
   b ^= c, b = ROT(b, 7))
static void chacha(const uint32_t in[16], uint32_t x[16]) {
  memcpy(x, in, 64);
  for (int i = 0; i < 10; i++) {
    QR(x[0], x[4], x[8], x[12]);
    QR(x[1], x[5], x[9], x[13]);
    QR(x[2], x[6], x[10], x[14]);
    QR(x[3], x[7], x[11], x[15]);
    QR(x[0], x[5], x[10], x[15]);
    QR(x[1], x[6], x[11], x[12]);
    QR(x[2], x[7], x[8], x[13]);
    QR(x[3], x[4], x[9], x[14]);
  }
  for (int i = 0; i < 16; i++) x[i] += in[i];
}
static void rc4(const char *key, const char *text) {
  uint8_t s[256], j = 0;
  size_t n = strlen(key);
  for (int i = 0; i < 256; i++) s[i] = i;
  for (int i = 0; i < 256; i++) {
    j += s[i] + key[i % n];
    uint8_t t = s[i];
    s[i] = s[j];
    s[j] = t;
  }
  uint8_t i = 0;
  j = 0;
  for (; *text; text++) {
    j += s[++i];
    uint8_t t = s[i];
    s[i] = s[j];
    s[j] = t;
    printf("%02X", (uint8_t)*text ^ s[(uint8_t)(s[i] + s[j])]);
  }
  puts("");
}
int main(void) {
  uint32_t v = 0;
  for (int i = 0; i < 10000; i++) v = twist();
  printf("%u\n", v);
  uint64_t a = 1, b = 42, c = 7;
  for (int i = 0; i < 3; i++) {
    printf("%016llx ", (unsigned long long)xs(&a));
    printf("%08x ", pcg(&b));
    printf("%016llx\n", (unsigned long long)split(&c));
  }
  uint32_t in[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}, out[16];
  for (int i = 4; i < 12; i++) in[i] = i * 0x01010101u;
  in[12] = 1;
  chacha(in, out);
  for (int i = 0; i < 16; i++) printf("%08x%c", out[i], i % 8 == 7 ? '\n' : ' ');
  rc4("Key", "Plaintext");
  rc4("Secret", "Attack at dawn");
  return 0;
}
