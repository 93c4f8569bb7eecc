#include <stdio.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
int dp[101][1001];
int main() {
  int w[100], v[100], n = 100, W = 1000;
  unsigned s = 42;
  for (int i = 0; i < n; i++) {
    s = s * 1664525 + 1013904223;
    w[i] = s % 50 + 1;
    s = s * 1664525 + 1013904223;
    v[i] = s % 100 + 1;
  }
  for (int i = 1; i <= n; i++)
    for (int j = 0; j <= W; j++) {
      dp[i][j] = dp[i - 1][j];
      if (j >= w[i - 1]) dp[i][j] = MAX(dp[i][j], dp[i - 1][j - w[i - 1]] + v[i - 1]);
    }
  printf("%d\n", dp[n][W]);
  return 0;
}
