/* What the bench runs: a sieve, SHA-256, matrices, an interpreter. */
#include <stdio.h>
#include <string.h>
#include <stdint.h>
static unsigned char composite[10000];
static int sieve(void) {
  int n = 0;
  memset(composite, 0, sizeof composite);
  for (unsigned i = 2; i < sizeof composite; i++) {
    if (composite[i]) continue;
    n++;
    for (unsigned j = i * 2; j < sizeof composite; j += i) composite[j] = 1;
  }
  return n;
}
static uint32_t ror(uint32_t x, int n) { return x >> n | x << (32 - n); }
static uint32_t K[64];
static void sha(const unsigned char *m, uint32_t h[8]) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)m[4 * i] << 24 | m[4 * i + 1] << 16 | m[4 * i + 2] << 8 | m[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (ror(a, 7) ^ ror(a, 18) ^ a >> 3) + w[i - 7] + (ror(b, 17) ^ ror(b, 19) ^ b >> 10);
  }
  uint32_t s[8];
  memcpy(s, h, 32);
  for (int i = 0; i < 64; i++) {
    uint32_t t1 = s[7] + (ror(s[4], 6) ^ ror(s[4], 11) ^ ror(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
                  K[i] + w[i],
             t2 = (ror(s[0], 2) ^ ror(s[0], 13) ^ ror(s[0], 22)) +
                  ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 28);
    s[4] += t1;
    s[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++) h[i] += s[i];
}
static double a[20][20], b[20][20], c[20][20];
static double matrix(void) {
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 20; j++) {
      a[i][j] = i + j * 0.5;
      b[i][j] = i - j;
      c[i][j] = 0;
    }
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 20; j++)
      for (int k = 0; k < 20; k++) c[i][j] += a[i][k] * b[k][j];
  double s = 0;
  for (int i = 0; i < 20; i++) s += c[i][i];
  return s;
}
enum { PUSH, ADD, DUP, SUB, JNZ, HALT };
static long interpret(const int *p) {
  long st[16];
  int n = 0;
  for (;;) switch (*p++) {
    case PUSH:
      st[n++] = *p++;
      break;
    case ADD:
      n--;
      st[n - 1] += st[n];
      break;
    case DUP:
      st[n] = st[n - 1];
      n++;
      break;
    case SUB:
      n--;
      st[n - 1] -= st[n];
      break;
    case JNZ: {
      int off = *p++;
      if (st[n - 1]) p += off;
      break;
    }
    case HALT:
      return st[n - 1] + n;
    }
}
int main(void) {
  printf("%d\n", sieve());
  for (int i = 0; i < 64; i++) K[i] = i * 2654435761u;
  uint32_t h[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  unsigned char m[64];
  for (int i = 0; i < 64; i++) m[i] = i * 7;
  for (int i = 0; i < 50; i++) sha(m, h);
  for (int i = 0; i < 8; i++) printf("%08x", h[i]);
  printf("\n%g\n", matrix());
  int code[] = {PUSH, 1000, PUSH, 1, SUB, JNZ, -5, HALT};
  printf("%ld\n", interpret(code));
  return 0;
}
