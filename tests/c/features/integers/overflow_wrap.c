#include <stdio.h>
#include <stdint.h>
static uint32_t fnv(const char *s) {
  uint32_t h = 2166136261u;
  while (*s) h = (h ^ (uint8_t)*s++) * 16777619u;
  return h;
}
static uint64_t xorshift(uint64_t *s) {
  *s ^= *s << 13;
  *s ^= *s >> 7;
  *s ^= *s << 17;
  return *s * 2685821657736338717ull;
}
static uint32_t crc(const char *s) {
  uint32_t c = ~0u;
  for (; *s; s++) {
    c ^= (uint8_t)*s;
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
  }
  return ~c;
}
static uint32_t adler(const char *s) {
  uint32_t a = 1, b = 0;
  for (; *s; s++) a = (a + (uint8_t)*s) % 65521, b = (b + a) % 65521;
  return b << 16 | a;
}
int main(void) {
  printf("%08x %08x %08x\n", fnv("hello"), crc("123456789"), adler("Wikipedia"));
  uint64_t s = 88172645463325252ull;
  for (int i = 0; i < 3; i++) printf("%llx ", (unsigned long long)xorshift(&s));
  puts("");
  uint8_t c = 0;
  uint16_t h = 1;
  for (int i = 0; i < 300; i++) c += i, h *= 3;
  printf("%u %u\n", c, h);
}
