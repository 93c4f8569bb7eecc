// SSE and SSE2 by the names of Intel: arithmetic, comparisons, shuffles, conversions, memory, rounding.
#include <emmintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static void i8(const char *n, __m128i v) {
  int8_t a[16];
  memcpy(a, &v, 16);
  printf("%s", n);
  for (int i = 0; i < 16; i++) printf(" %d", a[i]);
  puts("");
}
static void i32(const char *n, __m128i v) {
  int a[4];
  _mm_storeu_si128((__m128i *)a, v);
  printf("%s %d %d %d %d\n", n, a[0], a[1], a[2], a[3]);
}
static void f4(const char *n, __m128 v) {
  float a[4];
  _mm_storeu_ps(a, v);
  printf("%s %g %g %g %g\n", n, a[0], a[1], a[2], a[3]);
}
static void d2(const char *n, __m128d v) {
  double a[2];
  _mm_storeu_pd(a, v);
  printf("%s %g %g\n", n, a[0], a[1]);
}
float dot(const float *a, const float *b, int n) {
  __m128 s = _mm_setzero_ps();
  for (int i = 0; i < n; i += 4) s = _mm_add_ps(s, _mm_mul_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  s = _mm_add_ss(s, _mm_shuffle_ps(s, s, 1));
  return _mm_cvtss_f32(s);
}
size_t fast_strlen(const char *s) {
  const __m128i zero = _mm_setzero_si128();
  size_t n = 0;
  for (;;) {
    __m128i x = _mm_loadu_si128((const __m128i *)(s + n));
    int m = _mm_movemask_epi8(_mm_cmpeq_epi8(x, zero));
    if (m) return n + __builtin_ctz(m);
    n += 16;
  }
}
int main(void) {
  float x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, y[8] = {2, 3, 4, 5, 6, 7, 8, 9};
  printf("%g\n", dot(x, y, 8));
  char buf[64] = "hello, vector world of long strings";
  printf("%zu\n", fast_strlen(buf));
  __m128 a = _mm_set_ps(4, 3, 2, 1), b = _mm_setr_ps(4, 3, -2, 1);
  f4("min", _mm_min_ps(a, b));
  f4("max", _mm_max_ps(a, b));
  f4("sqrt", _mm_sqrt_ps(a));
  f4("cmp", _mm_and_ps(_mm_cmpgt_ps(a, b), _mm_set1_ps(1)));
  f4("andnot", _mm_andnot_ps(_mm_set1_ps(-0.0f), b));
  f4("unpk", _mm_unpacklo_ps(a, b));
  f4("unpkh", _mm_unpackhi_ps(a, b));
  f4("mvhl", _mm_movehl_ps(a, b));
  f4("mvlh", _mm_movelh_ps(a, b));
  f4("shuf", _mm_shuffle_ps(a, b, _MM_SHUFFLE(0, 1, 2, 3)));
  printf("%d %d %d\n", _mm_movemask_ps(b), _mm_comilt_ss(a, b), _mm_ucomige_ss(a, b));
  f4("addss", _mm_add_ss(a, b));
  f4("sqrtss", _mm_sqrt_ss(b));
  f4("cmpss", _mm_and_ps(_mm_cmpge_ss(b, a), _mm_set1_ps(1)));
  __m128 r0 = _mm_setr_ps(1, 2, 3, 4), r1 = _mm_setr_ps(5, 6, 7, 8), r2 = _mm_setr_ps(9, 10, 11, 12),
         r3 = _mm_setr_ps(13, 14, 15, 16);
  _MM_TRANSPOSE4_PS(r0, r1, r2, r3);
  f4("t0", r0);
  f4("t3", r3);
  printf("%d %d %lld\n", _mm_cvtss_si32(_mm_set_ss(2.5f)), _mm_cvttss_si32(_mm_set_ss(-2.9f)),
         (long long)_mm_cvtss_si64(_mm_set_ss(1e10f)));
  __m128i i = _mm_set_epi32(4, -3, 2, 1), j = _mm_setr_epi32(10, 20, -30, 40);
  i32("add", _mm_add_epi32(i, j));
  i32("sub", _mm_sub_epi32(i, j));
  i32("and", _mm_and_si128(i, j));
  i32("andn", _mm_andnot_si128(i, j));
  i32("gt", _mm_cmpgt_epi32(i, j));
  i32("lt", _mm_cmplt_epi32(i, j));
  i32("eq", _mm_cmpeq_epi32(i, i));
  i32("slli", _mm_slli_epi32(i, 3));
  i32("srli", _mm_srli_epi32(i, 28));
  i32("srai", _mm_srai_epi32(i, 1));
  i32("sll", _mm_sll_epi32(i, _mm_cvtsi32_si128(2)));
  i32("slli64", _mm_slli_epi64(i, 4));
  i32("big", _mm_slli_epi32(i, 40));
  i32("shuf", _mm_shuffle_epi32(i, _MM_SHUFFLE(0, 1, 2, 3)));
  i32("bsl", _mm_slli_si128(i, 4));
  i32("bsr", _mm_srli_si128(i, 8));
  i32("mul", _mm_mul_epu32(i, j));
  i32("madd", _mm_madd_epi16(i, j));
  i32("sad", _mm_sad_epu8(i, j));
  i32("unp", _mm_unpacklo_epi32(i, j));
  i32("unph", _mm_unpackhi_epi64(i, j));
  i8("packs", _mm_packs_epi16(_mm_packs_epi32(i, j), _mm_packs_epi32(j, i)));
  i8("packus", _mm_packus_epi16(_mm_packs_epi32(i, j), _mm_packs_epi32(j, i)));
  i8("adds", _mm_adds_epi8(_mm_set1_epi8(100), _mm_set1_epi8(100)));
  i8("subs", _mm_subs_epu8(_mm_set1_epi8(5), _mm_set1_epi8(9)));
  i8("avg", _mm_avg_epu8(_mm_set1_epi8(5), _mm_set1_epi8(8)));
  i8("min", _mm_min_epu8(i, j));
  i8("max", _mm_max_epi16(i, j));
  i8("set", _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  i8("set16", _mm_set_epi16(1, 2, 3, 4, 5, 6, 7, 8));
  i8("set1", _mm_set1_epi16(0x1234));
  i8("hi", _mm_mulhi_epi16(i, j));
  i8("lo", _mm_mullo_epi16(i, j));
  i8("shl", _mm_shufflelo_epi16(j, 0x1b));
  i8("shh", _mm_shufflehi_epi16(j, 0x1b));
  i8("ins", _mm_insert_epi16(i, 77, 3));
  printf("%d\n", _mm_extract_epi16(j, 4));
  printf("%d %lld\n", _mm_cvtsi128_si32(j), (long long)_mm_cvtsi128_si64(j));
  d2("addpd", _mm_add_pd(_mm_set_pd(1.5, 2.5), _mm_set1_pd(3)));
  d2("sqrt", _mm_sqrt_pd(_mm_setr_pd(9, 16)));
  d2("cvt", _mm_cvtps_pd(a));
  f4("cvtpd", _mm_cvtpd_ps(_mm_set_pd(1.25, -8)));
  f4("cvti", _mm_cvtepi32_ps(i));
  i32("cvtps", _mm_cvtps_epi32(_mm_setr_ps(1.5f, 2.5f, -1.5f, 1e9f)));
  i32("cvtt", _mm_cvttps_epi32(_mm_setr_ps(1.5f, 2.5f, -1.5f, 1e9f)));
  d2("shufpd", _mm_shuffle_pd(_mm_set_pd(1, 2), _mm_set_pd(3, 4), 1));
  d2("cvte", _mm_cvtepi32_pd(i));
  d2("min", _mm_min_pd(_mm_set_pd(1, 2), _mm_set_pd(2, 1)));
  printf("%d %d\n", _mm_movemask_pd(_mm_set_pd(-1, 2)), _mm_cvttsd_si32(_mm_set_sd(-7.9)));
  d2("movesd", _mm_move_sd(_mm_set_pd(1, 2), _mm_set_pd(3, 4)));
  d2("loadh", _mm_loadh_pd(_mm_set1_pd(1), &(double){9}));
  _MM_SET_ROUNDING_MODE(_MM_ROUND_UP);
  printf("%d\n", _mm_cvtss_si32(_mm_set_ss(2.1f)));
  _MM_SET_ROUNDING_MODE(_MM_ROUND_NEAREST);
  float *m = _mm_malloc(64, 32);
  printf("%d\n", (int)((uintptr_t)m & 31));
  _mm_store_ps(m, a);
  f4("mem", _mm_load_ps(m));
  f4("memr", _mm_loadr_ps(m));
  _mm_stream_ps(m, b);
  _mm_sfence();
  f4("str", *(__m128 *)m);
  _mm_free(m);
  int64_t q[2];
  _mm_storel_epi64((__m128i *)q, _mm_set_epi64x(5, 6));
  printf("%ld\n", q[0]);
  __m128i u;
  u = _mm_loadl_epi64((const __m128i *)buf);
  i8("ll", u);
  char out[17] = "................";
  _mm_maskmoveu_si128(_mm_set1_epi8('x'), _mm_setr_epi8(-1, 0, -1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, -1),
                      out);
  puts(out);
  return 0;
}
