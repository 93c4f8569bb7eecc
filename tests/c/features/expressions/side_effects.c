// Sequenced effects: comma, && and ||, ?:, assignments as values, compound assignments through pointers with
// effects once, volatile, sizeof without effects, conversions inside.
#include <stdio.h>
static int log_[32], at;
static int note(int v) {
  log_[at++] = v;
  return v;
}
static void dump(const char *s) {
  printf("%s:", s);
  for (int i = 0; i < at; i++) printf(" %d", log_[i]);
  puts("");
  at = 0;
}
static int *slot(int *a) {
  note(100);
  return a + 1;
}
static volatile int device = 3;
static unsigned char narrow;
static struct {
  int x : 3;
  unsigned y : 3;
} bits;
int main(void) {
  int a[4] = {1, 2, 3, 4}, i = 0, r;
  r = (note(1), note(2), note(3));
  dump("comma");
  r += note(0) && note(1);
  r += note(2) || note(3);
  r += note(4) ? note(5) : note(6);
  dump("logic");
  *slot(a) += 10;
  (*slot(a))++;
  *slot(a) <<= 1;
  dump("once");
  printf("%d %d\n", a[1], r);
  r = i = a[2] = 7;
  a[i = 3] = 9;
  printf("%d %d %d %d\n", r, i, a[2], a[3]);
  i = 0;
  a[i++] += 5;
  printf("%d %d\n", a[0], i);
  printf("%zu %d\n", sizeof(i++), i);
  r = device++ + device;
  r = device;
  printf("%d\n", r);
  narrow = 250;
  r = narrow += 10;
  printf("%d %d\n", r, narrow);
  r = bits.x = 5;
  printf("%d ", r);
  r = bits.y = 9;
  printf("%d ", r);
  r = bits.x++;
  printf("%d %d\n", r, bits.x);
  char c = 'a';
  c += 1.7;
  c *= 1;
  printf("%c\n", c);
  unsigned u = 5;
  long l = -1;
  printf("%d %d %d\n", u > -1, l < u, -1 < (unsigned char)1);
  int x = 10, y = x++ + 5, z = --x * 2 - y % 4;
  printf("%d %d %d\n", x, y, z);
  r = x > 5 ? y > 5 ? 1 : 2 : 3;
  r = !r ? 4 : ~r & 0xf;
  printf("%d\n", r);
  int *p = a, *q = a;
  *p++ = *q + 1;
  *++p = 50;
  printf("%d %d %td %d\n", a[0], a[2], p - a, *p--);
  printf("%d\n", ((i = 5), i * 2) + (i ? 1 : 0));
  if ((i = note(0)) || (r = note(8))) dump("or");
  return (x, y), z;
}
