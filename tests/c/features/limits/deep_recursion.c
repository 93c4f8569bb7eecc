// Things that are large: deep recursion, big frames, long switch, many arguments, many locals, long strings,
// large arrays, nested blocks, wide structs.
#include <stdio.h>
#include <string.h>
#define R4(m, n) m(n##0) m(n##1) m(n##2) m(n##3)
#define R16(m, n) R4(m, n##0) R4(m, n##1) R4(m, n##2) R4(m, n##3)
#define R64(m, n) R16(m, n##0) R16(m, n##1) R16(m, n##2) R16(m, n##3)
#define FIELD(n) int f##n;
#define LOCAL(n) int v##n = x ^ 0x##n;
#define SUM(n) +v##n
#define CASE(n)                                                                                              \
  case 0x##n:                                                                                                \
    return 0x##n % 7;
#define MEMBER(n) +s.f##n
struct wide {
  R64(FIELD, 0)
};
static struct wide filled(int x) {
  struct wide s;
  int *p = &s.f0000;
  for (int i = 0; i < 64; i++) p[i] = x + i;
  return s;
}
static int total(struct wide s) { return 0 R64(MEMBER, 0); }
static int locals(int x) { R64(LOCAL, 1) return 0 R64(SUM, 1); }
static int pick(int x) {
  switch (x) { R64(CASE, 0) R64(CASE, 2) }
  return -1;
}
static int depth(int n) { return n ? 1 + depth(n - 1) : 0; }
static int even(unsigned n);
static int odd(unsigned n) { return n ? even(n - 1) : 0; }
static int even(unsigned n) { return n ? odd(n - 1) : 1; }
static int big_frame(int n) {
  char a[20000];
  memset(a, n, sizeof a);
  return n ? a[19999] + big_frame(n - 1) : 0;
}
static long many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, double k, double l,
                 double m, double n, double o, double p, double q, double r, double s, char t, short u,
                 long v, float w, void *x) {
  return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 +
         (long)(k + l * 2 + m + n + o + p + q * 3 + r + s * 4) + t + u + v + (long)w + (x != 0);
}
static int ack(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
static unsigned char huge[1 << 20];
static const char text[] = "0123456789"
                           "0123456789"
                           "0123456789"
                           "abcdefghij"
                           "abcdefghij";
int main(void) {
  printf("%d %d %d\n", depth(50000), even(20001), big_frame(20));
  printf("%d %d %d %d\n", locals(5), pick(0x13), pick(0x2123), pick(99999));
  printf("%d\n", total(filled(3)));
  printf("%ld\n",
         many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 'a', 1000, 100000, 2.5f, huge));
  printf("%d\n", ack(2, 9));
  for (int i = 0; i < 1 << 20; i++) huge[i] = i * 31 >> 3;
  unsigned long h = 0;
  for (int i = 0; i < 1 << 20; i += 97) h = h * 31 + huge[i];
  printf("%lu %zu\n", h, sizeof text);
  int n = 0;
  {
    {
      {
        {
          {
            {
              {
                {
                  {
                    {
                      {
                        {
                          {
                            {
                              {
                                { n++; }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  printf("%d %d\n", n, ((((((((((n)))))))))) + ((1) + ((2) + ((3) + ((4))))));
  return 0;
}
