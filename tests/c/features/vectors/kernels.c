// What programs use vectors for: sums, searches, checksums, random numbers, a matrix product, a Mandelbrot
// row.
#include <emmintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef uint32_t v4su __attribute__((vector_size(16)));
static int32_t total(const int32_t *v, size_t n) {
  __m128i sum = _mm_setzero_si128();
  size_t i = 0;
  for (; i + 4 <= n; i += 4) sum = _mm_add_epi32(sum, _mm_loadu_si128((const __m128i *)(v + i)));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, _MM_SHUFFLE(1, 0, 3, 2)));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, _MM_SHUFFLE(2, 3, 0, 1)));
  int32_t t = _mm_cvtsi128_si32(sum);
  while (i < n) t += v[i++];
  return t;
}
static int count(const char *s, size_t n, char c) {
  const __m128i wanted = _mm_set1_epi8(c);
  int found = 0;
  size_t i = 0;
  for (; i + 16 <= n; i += 16)
    found += __builtin_popcount(
        _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(s + i)), wanted)));
  for (; i < n; i++) found += s[i] == c;
  return found;
}
static void multiply(const float a[4][4], const float b[4][4], float c[4][4]) {
  for (int i = 0; i < 4; i++) {
    __m128 row = _mm_setzero_ps();
    for (int k = 0; k < 4; k++) row = _mm_add_ps(row, _mm_mul_ps(_mm_set1_ps(a[i][k]), _mm_loadu_ps(b[k])));
    _mm_storeu_ps(c[i], row);
  }
}
static v4su xorshift(v4su x) {
  x ^= x << 13;
  x ^= x >> 17;
  return x ^ x << 5;
}
static void mandelbrot(double y, int n, int *out) {
  for (int i = 0; i < n; i += 2) {
    __m128d cx = _mm_set_pd(-2 + 3.0 * (i + 1) / n, -2 + 3.0 * i / n), cy = _mm_set1_pd(y), zx = cx, zy = cy;
    __m128d steps = _mm_setzero_pd();
    for (int k = 0; k < 50; k++) {
      __m128d xx = _mm_mul_pd(zx, zx), yy = _mm_mul_pd(zy, zy);
      __m128d in = _mm_cmple_pd(_mm_add_pd(xx, yy), _mm_set1_pd(4));
      if (!_mm_movemask_pd(in)) break;
      steps = _mm_add_pd(steps, _mm_and_pd(in, _mm_set1_pd(1)));
      zy = _mm_add_pd(_mm_mul_pd(_mm_add_pd(zx, zx), zy), cy);
      zx = _mm_add_pd(_mm_sub_pd(xx, yy), cx);
    }
    double d[2];
    _mm_storeu_pd(d, steps);
    out[i] = d[0];
    out[i + 1] = d[1];
  }
}
int main(void) {
  int32_t v[103];
  for (int i = 0; i < 103; i++) v[i] = i * i - 500;
  printf("%d\n", total(v, 103));
  const char *text = "the quick brown fox jumps over the lazy dog and then the other one";
  printf("%d %d\n", count(text, strlen(text), 'e'), count(text, strlen(text), 'o'));
  float a[4][4], b[4][4], c[4][4];
  for (int i = 0; i < 16; i++) {
    a[i / 4][i % 4] = i;
    b[i / 4][i % 4] = i % 5 - 1.5f;
  }
  multiply(a, b, c);
  for (int i = 0; i < 16; i++) printf("%g ", c[i / 4][i % 4]);
  v4su x = {1, 2, 3, 4};
  for (int i = 0; i < 1000; i++) x = xorshift(x);
  printf("\n%u %u %u %u\n", x[0], x[1], x[2], x[3]);
  int row[40];
  mandelbrot(0.3, 40, row);
  for (int i = 0; i < 40; i++) printf("%d ", row[i]);
  puts("");
  return 0;
}
