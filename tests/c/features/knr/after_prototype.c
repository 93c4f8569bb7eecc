// Old definitions behind prototypes whose types are not the promoted ones.
#include <stdio.h>
struct box;
static void put(struct box *box, char c, short s);
double half(float);
unsigned char low(unsigned char, signed char);
static void put(box, c, s)
  struct box *box;
  char c;
  short s;
{
  printf("%d %c %d\n", box == 0, c, s);
}
double half(x) float x; { return x / 2; }
unsigned char low(a, b) unsigned char a; signed char b; { return a + b; }
static int promoted(int, double);
static int promoted(c, f) char c; float f; { return c + (int)f; }
int main(void) {
  put(0, 'x', -7);
  printf("%g %d\n", half(5), low(300, -1));
  double (*p)(float) = half;
  printf("%g\n", p(3));
  return promoted(300, 2.9) != 46;
}
