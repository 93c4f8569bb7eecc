// SSE3 to SSE4.2 and bit manipulation by the names of Intel.
#pragma GCC target("sse3,ssse3,sse4.1,sse4.2,popcnt,lzcnt,bmi,bmi2,adx")
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void show(const char *name, const void *p) {
  const unsigned char *b = p;
  printf("%s ", name);
  for (int i = 0; i < 16; i++) printf("%02x", b[i]);
  puts("");
}
#define I(call) do { __m128i made = call; show(#call, &made); } while (0)
#define F(call) do { __m128 made = call; show(#call, &made); } while (0)
#define D(call) do { __m128d made = call; show(#call, &made); } while (0)
#define N(call) printf("%s %lld\n", #call, (long long)(call))

int main(void) {
  __m128i a = _mm_setr_epi8(1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12, 13, -14, 15, -128);
  __m128i b = _mm_setr_epi32(0x80ff7f01, -7, 123456789, 0x0f0e0d0c), z = _mm_setzero_si128();
  __m128 f = _mm_setr_ps(1.5f, -2.25f, 3.5f, -4.75f), g = _mm_setr_ps(0.5f, 100, -7, 8);
  __m128d d = _mm_setr_pd(2.5, -3.5), e = _mm_setr_pd(-1e10, 0.125);
  F(_mm_addsub_ps(f, g)); F(_mm_hadd_ps(f, g)); F(_mm_hsub_ps(f, g)); F(_mm_movehdup_ps(f)); F(_mm_moveldup_ps(f));
  D(_mm_addsub_pd(d, e)); D(_mm_hadd_pd(d, e)); D(_mm_hsub_pd(d, e)); D(_mm_movedup_pd(d)); I(_mm_lddqu_si128(&a));
  I(_mm_abs_epi8(a)); I(_mm_abs_epi16(a)); I(_mm_abs_epi32(b)); I(_mm_hadd_epi16(a, b)); I(_mm_hadd_epi32(a, b));
  I(_mm_hadds_epi16(a, b)); I(_mm_hsub_epi16(a, b)); I(_mm_hsub_epi32(a, b)); I(_mm_hsubs_epi16(a, b));
  I(_mm_maddubs_epi16(a, b)); I(_mm_mulhrs_epi16(a, b)); I(_mm_shuffle_epi8(a, b)); I(_mm_sign_epi8(a, b));
  I(_mm_sign_epi16(a, b)); I(_mm_sign_epi32(a, b)); I(_mm_alignr_epi8(a, b, 5));
  I(_mm_min_epi8(a, b)); I(_mm_max_epi8(a, b)); I(_mm_min_epi32(a, b)); I(_mm_max_epi32(a, b)); I(_mm_min_epu16(a, b));
  I(_mm_max_epu16(a, b)); I(_mm_min_epu32(a, b)); I(_mm_max_epu32(a, b)); I(_mm_mul_epi32(a, b));
  I(_mm_mullo_epi32(a, b)); I(_mm_packus_epi32(a, b)); I(_mm_cmpeq_epi64(a, a)); I(_mm_cmpgt_epi64(a, b));
  I(_mm_minpos_epu16(a)); I(_mm_mpsadbw_epu8(a, b, 5)); F(_mm_dp_ps(f, g, 0xf5)); D(_mm_dp_pd(d, e, 0x31));
  I(_mm_cvtepi8_epi16(a)); I(_mm_cvtepi8_epi32(a)); I(_mm_cvtepi8_epi64(a)); I(_mm_cvtepi16_epi32(a));
  I(_mm_cvtepi16_epi64(a)); I(_mm_cvtepi32_epi64(b)); I(_mm_cvtepu8_epi16(a)); I(_mm_cvtepu8_epi32(a));
  I(_mm_cvtepu8_epi64(a)); I(_mm_cvtepu16_epi32(a)); I(_mm_cvtepu16_epi64(a)); I(_mm_cvtepu32_epi64(b));
  I(_mm_blendv_epi8(z, b, a)); F(_mm_blendv_ps(f, g, f)); D(_mm_blendv_pd(d, e, d)); I(_mm_blend_epi16(a, b, 0x5a));
  F(_mm_blend_ps(f, g, 6)); D(_mm_blend_pd(d, e, 1));
  F(_mm_round_ps(f, _MM_FROUND_TO_NEAREST_INT)); F(_mm_floor_ps(f)); F(_mm_ceil_ps(f)); D(_mm_floor_pd(d));
  D(_mm_round_pd(d, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC)); F(_mm_ceil_ss(f, g)); D(_mm_floor_sd(d, e));
  N(_mm_testz_si128(a, z)); N(_mm_testc_si128(a, a)); N(_mm_testnzc_si128(a, b)); N(_mm_test_all_ones(a));
  N(_mm_extract_epi8(a, 3)); N(_mm_extract_epi32(b, 2)); N(_mm_extract_epi64(a, 1)); N(_mm_extract_ps(f, 1));
  I(_mm_insert_epi8(a, 77, 4)); I(_mm_insert_epi32(a, -5, 3)); I(_mm_insert_epi64(a, -9, 0)); F(_mm_insert_ps(f, g, 0x98));
  I(_mm_stream_load_si128(&a));
  __m128i text = _mm_loadu_si128((const __m128i *)"hello, world 123"), set = _mm_setr_epi8('a', 'z', '0', '9', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  N(_mm_cmpistri(set, text, _SIDD_CMP_RANGES)); N(_mm_cmpistri(set, text, _SIDD_CMP_RANGES | _SIDD_NEGATIVE_POLARITY));
  N(_mm_cmpistrc(set, text, _SIDD_CMP_EQUAL_ANY)); N(_mm_cmpistrz(set, text, _SIDD_CMP_EQUAL_EACH)); N(_mm_cmpistrs(set, text, 0));
  N(_mm_cmpestri(set, 2, text, 16, _SIDD_CMP_RANGES | _SIDD_MOST_SIGNIFICANT)); N(_mm_cmpestra(set, 4, text, 9, 0));
  I(_mm_cmpistrm(set, text, _SIDD_CMP_RANGES | _SIDD_UNIT_MASK)); I(_mm_cmpestrm(set, 4, text, 16, _SIDD_CMP_RANGES));
  unsigned x = 0xf00f1234, y = 0x0ff0aa55;
  unsigned long long X = 0x8000f00f12345678ULL, Y = 0x00ff00ff0f0f3355ULL, high, sum;
  N(_mm_crc32_u8(x, 200)); N(_mm_crc32_u16(x, 20000)); N(_mm_crc32_u32(x, y)); N(_mm_crc32_u64(x, Y));
  N(_mm_popcnt_u32(x)); N(_mm_popcnt_u64(X)); N(_lzcnt_u32(y)); N(_lzcnt_u64(0)); N(_tzcnt_u32(x)); N(_tzcnt_u64(0));
  N(__andn_u32(x, y)); N(_bextr_u32(x, 4, 9)); N(_blsi_u64(X)); N(_blsr_u32(x)); N(_blsmsk_u64(X)); N(_bzhi_u32(x, 13));
  N(_bzhi_u64(X, 40)); N(_pdep_u32(x, y)); N(_pext_u64(X, Y)); N(_mulx_u64(X, Y, &high)); N(high);
  for (int carry = 0; carry < 2; carry++) {
    N(_addcarry_u64(carry, X, ~X, &sum)); N(sum); N(_subborrow_u64(carry, X, X, &sum)); N(sum);
    N(_addcarryx_u64(carry, X, X, &sum)); N(sum);
  }
  return 0;
}
