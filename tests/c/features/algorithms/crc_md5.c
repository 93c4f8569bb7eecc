// CRC-32 with a generated table, MD5, Adler-32 and FNV over the same texts.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static uint32_t table[256];
static void make(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
    table[i] = c;
  }
}
static uint32_t crc(const char *s) {
  uint32_t c = ~0u;
  while (*s) c = table[(c ^ (unsigned char)*s++) & 255] ^ c >> 8;
  return ~c;
}
static uint32_t adler(const char *s) {
  uint32_t a = 1, b = 0;
  while (*s) {
    a = (a + (unsigned char)*s++) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}
static uint64_t fnv(const char *s) {
  uint64_t h = 0xcbf29ce484222325ull;
  while (*s) h = (h ^ (unsigned char)*s++) * 0x100000001b3ull;
  return h;
}
static const uint32_t K[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
static void md5(const char *text, unsigned char out[16]) {
  static const int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  uint32_t h[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  size_t n = strlen(text), total = (n + 72) / 64 * 64;
  unsigned char *m = calloc(total, 1);
  memcpy(m, text, n);
  m[n] = 0x80;
  uint64_t bits = n * 8;
  memcpy(m + total - 8, &bits, 8);
  for (size_t at = 0; at < total; at += 64) {
    uint32_t w[16], a = h[0], b = h[1], c = h[2], d = h[3];
    memcpy(w, m + at, 64);
    for (int i = 0; i < 64; i++) {
      uint32_t f;
      int g;
      switch (i / 16) {
      case 0:
        f = (b & c) | (~b & d);
        g = i;
        break;
      case 1:
        f = (d & b) | (~d & c);
        g = (5 * i + 1) % 16;
        break;
      case 2:
        f = b ^ c ^ d;
        g = (3 * i + 5) % 16;
        break;
      default:
        f = c ^ (b | ~d);
        g = 7 * i % 16;
      }
      f += a + K[i] + w[g];
      a = d;
      d = c;
      c = b;
      int s = shifts[i / 16][i % 4];
      b += f << s | f >> (32 - s);
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
  }
  memcpy(out, h, 16);
  free(m);
}
int main(void) {
  make();
  const char *texts[] = {"", "a", "123456789", "The quick brown fox jumps over the lazy dog",
                         "12345678901234567890123456789012345678901234567890123456789012345678901234567890"};
  for (int i = 0; i < 5; i++) {
    unsigned char d[16];
    md5(texts[i], d);
    printf("%08x %08x %016llx ", crc(texts[i]), adler(texts[i]), (unsigned long long)fnv(texts[i]));
    for (int k = 0; k < 16; k++) printf("%02x", d[k]);
    puts("");
  }
  return 0;
}
