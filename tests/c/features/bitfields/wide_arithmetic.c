/* Bit-fields wider than int: gcc computes with them in their own width. */
#include <stdio.h>

struct s {
  unsigned long u33 : 33, u40 : 40, u63 : 63, u64 : 64;
  long s33 : 33, s40 : 40, s63 : 63;
  unsigned u31 : 31, u32 : 32;
};

#define U(e) printf("%s = %lx\n", #e, (unsigned long)(e))

static void all(struct s a, struct s b, int n) {
  U(a.u33 + b.u33);
  U(a.u33 - b.u40);
  U(a.u40 * b.u40);
  U(a.u40 << n);
  U(a.u40 >> n);
  U(-a.u40);
  U(~a.u40);
  U(-a.u33 >> 1);
  U(~a.s33 >> 1);
  U(a.u40 + b.u31);
  U(a.u40 - b.s33);
  U(a.s40 - b.u33);
  U(a.s40 - b.u32);
  U(a.s40 * n);
  U(a.u63 + b.u63 + n);
  U(a.u64 + b.u33);
  U(a.s63 * b.s33);
  U((a.u40 + b.u40) / 3);
  U((a.u40 << 8) % 1001);
  U((a.u33 - b.u33) > 5);
  U(a.u33 - b.u33 < 0);
  U(a.s33 - n < 0);
  U(n ? a.u40 + b.u40 : a.u33);
  U((a.u40 + b.u40) * 2.5 > 1e9);
  U((a.u40 = b.u40) + a.u40);
  U((a.u40 += b.u40) << 4);
  U(a.u40++ << 4);
  U((--a.u33) << 3);
  U(a.u40 + 1ul);
  U(a.u33 + 1l);
  U((int)(a.u33 + b.u33));
  U((char)(a.u40 - b.s33));
  long x = 5;
  x += a.u40 << 5;
  U(x);
  x = -3;
  x *= a.s33 << 2;
  U(x);
  int y = 7;
  y -= a.u40;
  U(y);
  switch (a.u40 + b.u40) {
    case 0: U(0); break;
    case 0xfffffffffe: U(1); break;
    default: U(2);
  }
  U(sizeof(a.u40 + 1));
  U((_Bool)(a.u40 << 30));
  U(!(a.u40 << 30));
}

int main(void) {
  struct s list[] = {
      {1, 2, 3, 4, 5, 6, 7, 8, 9},
      {~0ul, ~0ul, ~0ul, ~0ul, -1, -1, -1, ~0u, ~0u},
      {0x123456789a, 0x123456789abcdef, 0x123456789abcdef, 0x123456789abcdef, -0x123456789, -0x123456789abc, -0x123456789abcdef,
       0x7fedcba9, 0x87654321},
  };
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) all(list[i], list[j], 3 + i * j);
  return 0;
}
