/* Loops, switch, goto, statement expressions, cleanup, variable-length arrays, setjmp, alloca, inline
 * assembly. */
#include <alloca.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static void shout(int *p) { printf("bye %d\n", *p); }
#define CLEAN __attribute__((cleanup(shout)))

static int dense(int x) {
  switch (x) {
  case 1:
    return 10;
  case 2:
    x += 5;
  case 3:
    return x * 2;
  case 4:
  case 5:
  case 6:
    return 7;
  case 8:
    break;
  default:
    return -x;
  }
  return 99;
}
static int sparse(long x) {
  switch (x) {
  case -5:
    return 1;
  case 100:
    return 2;
  case 1000000:
    return 3;
  case 77 ... 80:
    return 4;
  case 0x7fffffffffffL:
    return 5;
  case 3000:
    return 6;
  }
  return 0;
}
static int cleaning(int n) {
  CLEAN int a = 1;
  for (int i = 0; i < n; i++) {
    CLEAN int b = 10 + i;
    if (i == 1) continue;
    if (i == 3) break;
    if (i == 5) return b;
  }
  {
    CLEAN int c = 3;
    if (n == 2) goto out;
    a += c;
  }
out:
  return a;
}
static int lengths(int n) {
  int total = 0;
  for (int i = 1; i <= n; i++) {
    char text[i * 3];
    memset(text, i, sizeof text);
    total += text[i] + sizeof text;
    if (i == 4) continue;
    int grid[i][2];
    grid[i - 1][1] = i;
    total += grid[i - 1][1] + (int)sizeof grid;
  }
  return total;
}
static jmp_buf env;
static int depth(int n) {
  char *p = alloca(n * 16 + 1);
  p[n] = n;
  if (n == 0) longjmp(env, 42);
  return depth(n - 1) + p[n];
}
static int jumps(void) {
  volatile int tries = 0;
  int kept = 7;
  int code = setjmp(env);
  if (code == 0) {
    tries++;
    depth(5);
  }
  return code * 100 + tries + kept;
}
static long flags(long a, long b) {
  _Bool carry, zero;
  long r;
  __asm__("add %[b], %[r]" : [r] "=r"(r), "=@ccc"(carry), "=@ccz"(zero) : "0"(a), [b] "rm"(b));
  return r * 4 + carry * 2 + zero;
}
static int taken(int x) {
  __asm__ goto("test %0, %0\n\tjz %l1" : : "r"(x) : "cc" : zero);
  return 1;
zero:
  return 0;
}
static unsigned long divide(unsigned long hi, unsigned long lo, unsigned long by) {
  unsigned long q, r;
  __asm__("divq %4" : "=a"(q), "=d"(r) : "0"(lo), "1"(hi), "rm"(by));
  return q + r;
}
static int counter(void) {
  static int n;
  return ++n;
}
struct list {
  int v;
  struct list *next;
};

int main(void) {
  for (int i = 0; i < 10; i++) printf("%d ", dense(i));
  long xs[] = {-5, 100, 1000000, 77, 80, 81, 0x7fffffffffffL, 3000, 0};
  for (unsigned i = 0; i < sizeof xs / sizeof *xs; i++) printf("%d ", sparse(xs[i]));
  puts("");
  for (int n = 1; n < 8; n += 2) printf("= %d\n", cleaning(n));
  printf("= %d\n", cleaning(2));
  printf("%d %d\n", lengths(9), jumps());
  printf("%ld %ld %d %d %lu\n", flags(-1, 1), flags(5, 6), taken(0), taken(5), divide(1, 5, 10));
  int v = ({
    int s = 0;
    for (int i = 0; i < 4; i++) s += i * i;
    s;
  });
  printf("%d %d\n", v, counter() + counter() * 10);
  struct list c = {3, 0}, b = {2, &c}, a = {1, &b};
  int sum = 0;
  for (struct list *p = &a; p; p = p->next) sum = sum * 10 + p->v;
  int i = 0;
  do {
    if (i == 3) continue;
    sum += i;
  } while (++i < 6);
  char *s = "a,b;c", out[16], *o = out;
  while (*s) {
    if (*s != ',' && *s != ';') *o++ = *s - 32;
    s++;
  }
  *o = 0;
  printf("%d %s %d\n", sum, out, (i > 5 && sum) ?: 9);
  int m[3][4];
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 4; x++) m[y][x] = y * x + (y ^ x);
  int t = 0;
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 4; x++) {
      if (m[y][x] & 1) goto next;
      t += m[y][x];
    next:;
    }
  printf("%d\n", t);
  return t & 63;
}
