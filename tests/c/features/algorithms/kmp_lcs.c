#include <stdio.h>
#include <string.h>
static void kmp(const char *t, const char *p) {
  int n = strlen(t), m = strlen(p), f[50] = {0};
  for (int i = 1, k = 0; i < m; i++) {
    while (k && p[i] != p[k]) k = f[k - 1];
    if (p[i] == p[k]) k++;
    f[i] = k;
  }
  for (int i = 0, k = 0; i < n; i++) {
    while (k && t[i] != p[k]) k = f[k - 1];
    if (t[i] == p[k]) k++;
    if (k == m) {
      printf("%d ", i - m + 1);
      k = f[k - 1];
    }
  }
  puts("");
}
static int lcs(const char *a, const char *b, char *out) {
  int n = strlen(a), m = strlen(b);
  int d[n + 1][m + 1];
  for (int i = 0; i <= n; i++)
    for (int j = 0; j <= m; j++)
      d[i][j] = !i || !j                    ? 0
                : a[i - 1] == b[j - 1]      ? d[i - 1][j - 1] + 1
                : d[i - 1][j] > d[i][j - 1] ? d[i - 1][j]
                                            : d[i][j - 1];
  int i = n, j = m, k = d[n][m];
  out[k] = 0;
  while (i && j)
    if (a[i - 1] == b[j - 1])
      out[--k] = a[--i], j--;
    else if (d[i - 1][j] >= d[i][j - 1])
      i--;
    else
      j--;
  return d[n][m];
}
int main(void) {
  kmp("abababcabababab", "abab");
  char o[50];
  int n = lcs("AGGTABQWERTY", "GXTXAYBQRTTY", o);
  printf("%d %s\n", n, o);
}
