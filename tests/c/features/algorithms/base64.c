// Base64 both ways, by lookup tables, with padding and bad input.
#include <stdio.h>
#include <string.h>
static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static int encode(const unsigned char *in, int n, char *out) {
  int at = 0;
  for (int i = 0; i < n; i += 3) {
    unsigned v = in[i] << 16 | (i + 1 < n ? in[i + 1] << 8 : 0) | (i + 2 < n ? in[i + 2] : 0);
    out[at++] = alphabet[v >> 18]; out[at++] = alphabet[v >> 12 & 63];
    out[at++] = i + 1 < n ? alphabet[v >> 6 & 63] : '='; out[at++] = i + 2 < n ? alphabet[v & 63] : '=';
  }
  out[at] = 0;
  return at;
}
static int decode(const char *in, unsigned char *out) {
  int n = 0, bits = 0; unsigned v = 0;
  for (; *in && *in != '='; in++) {
    const char *p = strchr(alphabet, *in);
    if (!p) return -1;
    v = v << 6 | (unsigned)(p - alphabet); bits += 6;
    if (bits >= 8) { bits -= 8; out[n++] = v >> bits & 255; }
  }
  return n;
}
int main(void) {
  const char *texts[] = {"", "f", "fo", "foo", "Many hands make light work."};
  for (int i = 0; i < 5; i++) {
    char e[64]; unsigned char d[64];
    encode((const unsigned char *)texts[i], (int)strlen(texts[i]), e);
    int n = decode(e, d);
    printf("%s %d %.*s\n", e, n, n, d);
  }
  unsigned char all[256], back[256]; char big[400];
  for (int i = 0; i < 256; i++) all[i] = i * 7;
  encode(all, 256, big);
  printf("%d", decode(big, back)); printf(" %d\n", memcmp(all, back, 256));
  printf("%d\n", decode("ab!d", back));
  return 0;
}
