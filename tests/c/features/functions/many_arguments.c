#include <stdio.h>
static long f(char a, short b, int c, long d, unsigned char e, unsigned short g, unsigned h, unsigned long i,
              char j, short k, int l) {
  return a + b * 2 + c * 3 + d * 4 + e * 5 + g * 6 + h * 7 + i * 8 + j * 9 + k * 10 + l * 11;
}
static double g(float a, double b, float c, double d, float e, double f, float g, double h, float i, double j,
                int k, float l) {
  return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12;
}
struct p {
  int x, y;
};
static int h(struct p a, int b, struct p c, int d, struct p e, int f, struct p g, int i, struct p j) {
  return a.x + b + c.y + d + e.x + f + g.y * 2 + i + j.x * 3 + j.y;
}
int main(void) {
  printf("%ld\n", f(-1, -2, -3, -4, 250, 65000, 4000000000u, 10, -5, -6, -7));
  printf("%g\n", g(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5f));
  printf("%d\n", h((struct p){1, 2}, 3, (struct p){4, 5}, 6, (struct p){7, 8}, 9, (struct p){10, 11}, 12,
                   (struct p){13, 14}));
  long (*q)(char, short, int, long, unsigned char, unsigned short, unsigned, unsigned long, char, short,
            int) = f;
  printf("%ld\n", q(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
}
