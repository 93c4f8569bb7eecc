/* Locals aligned to more than the stack, beside arrays of variable length and alloca. */
#include <alloca.h>
#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static long fill(char *p, int n, char *q) {
  long sum = 0;
  memset(p, 7, n);
  memset(q, 3, 64);
  for (int i = 0; i < n; i++) sum += p[i];
  return sum;
}

__attribute__((noinline)) static long both(int n, long a, long b, long c, long d, long e, long last) {
  _Alignas(64) char big[64];
  volatile int k = 5;
  char variable[n];
  char *asked = alloca(n + 3);
  memset(big, 1, sizeof big);
  long sum = fill(variable, n, asked);
  fill(asked, n, variable);
  if ((unsigned long)big & 63) sum += 100000;
  for (int i = 0; i < 64; i++) sum += big[i];
  return sum + k + last + a + b + c + d + e;
}

/* Members at constant offsets, and the object itself after a jump back over the array. */
static long members(int n) {
  struct {
    _Alignas(128) long first;
    long second[3];
  } object = { 1, { 2, 3, 4 } };
  long sum = 0;
  for (int i = 1; i < n; i++) {
    long moving[i];
    for (int j = 0; j < i; j++) moving[j] = -j;
    object.second[i % 3] += moving[i - 1] + i;
    sum += object.first++ + object.second[2] + (long)((unsigned long)&object & 127);
  }
  return sum + object.second[0] + object.second[1];
}

int main(void) {
  for (int n = 64; n < 200; n += 13) printf("%ld\n", both(n, 1, 2, 3, 4, 5, 6));
  printf("%ld\n", members(50));
  int n = 100, sum = 0;
  _Alignas(32) int fixed[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  int variable[n];
  for (int i = 0; i < n; i++) variable[i] = -i;
  for (int i = 0; i < 8; i++) sum += fixed[i];
  printf("%d %d\n", sum, variable[99]);
  return 0;
}
