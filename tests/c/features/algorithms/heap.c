#include <stdio.h>
typedef long long ll;
static ll h[100005];
static int n;
static void push(ll x) {
  int i = ++n;
  while (i > 1 && h[i / 2] > x) h[i] = h[i / 2], i /= 2;
  h[i] = x;
}
static ll pop(void) {
  ll r = h[1], x = h[n--];
  int i = 1, c;
  while ((c = 2 * i) <= n) {
    if (c < n && h[c + 1] < h[c]) c++;
    if (h[c] >= x) break;
    h[i] = h[c];
    i = c;
  }
  h[i] = x;
  return r;
}
int main(void) {
  ll s = 1, t = 0;
  for (int i = 0; i < 20000; i++) {
    s = (s * 6364136223846793005LL + 1442695040888963407LL);
    push((s >> 33) % 1000003);
  }
  ll last = -1;
  int ok = 1;
  while (n) {
    ll x = pop();
    ok &= x >= last;
    last = x;
    t = (t * 31 + x) % 1000000007;
  }
  printf("%d %lld\n", ok, t);
}
