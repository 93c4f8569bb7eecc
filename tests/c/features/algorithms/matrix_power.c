#include <stdio.h>
#include <stdint.h>
#define MOD 1000000007ULL
typedef struct {
  uint64_t m[2][2];
} mat;
static mat mul(mat a, mat b) {
  mat c = {{{0}}};
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++)
      for (int k = 0; k < 2; k++) c.m[i][j] = (c.m[i][j] + a.m[i][k] * b.m[k][j]) % MOD;
  return c;
}
int main(void) {
  uint64_t ns[] = {1, 10, 90, 1000000007, 1000000000000000000ULL};
  for (int q = 0; q < 5; q++) {
    mat r = {{{1, 0}, {0, 1}}}, b = {{{1, 1}, {1, 0}}};
    for (uint64_t n = ns[q]; n; n >>= 1, b = mul(b, b))
      if (n & 1) r = mul(r, b);
    printf("%lu\n", r.m[0][1]);
  }
}
