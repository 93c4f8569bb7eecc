/* Products of matrices of 256 by 256 doubles, as many as the argument says: SSE2 arithmetic with inexact results. */
#include "arguments.h"

enum { N = 256 };
static double a[N][N], b[N][N], c[N][N];

void start(u64 *stack) {
  long rounds = count(stack);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) a[i][j] = (i * 31 + j * 17) % 101 / 7.0, b[i][j] = (i * 7 + j * 13) % 89 / 3.0;
  for (long r = 0; r < rounds; r++)
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) c[i][j] = 0;
      for (int k = 0; k < N; k++)
        for (int j = 0; j < N; j++) c[i][j] += a[i][k] * b[k][j];
    }
  double sum = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) sum += c[i][j];
  show("sum", (i64)sum);
  exit(0);
}
