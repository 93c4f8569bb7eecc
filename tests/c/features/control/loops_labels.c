// Loops in odd shapes: break out of two, continue in switch, do once, comma steps, loops without bodies,
// switch over a loop, nested conditionals.
#include <stdio.h>
static int collatz(unsigned long n) {
  int s = 0;
  for (; n != 1; n = n & 1 ? 3 * n + 1 : n / 2) s++;
  return s;
}
static int search(int a[3][3], int v) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      if (a[i][j] == v) {
        v = i * 10 + j;
        goto found;
      }
  return -1;
found:
  return v;
}
static const char *grade(int n) { return n >= 90 ? "A" : n >= 80 ? "B" : n >= 70 ? "C" : "F"; }
static int classify(int c) {
  switch (c) {
  case '0' ... '9':
    return 1;
  case 'a' ... 'z':
  case 'A' ... 'Z':
    return 2;
  case ' ':
  case '\t':
    return 3;
  default:
    if (c < 0) {
    case 127:
      return 4;
    }
    return 5;
  }
}
static void copy(char *to, const char *from, int n) {
  int k = (n + 3) / 4;
  switch (n % 4) {
  case 0:
    do {
      *to++ = *from++;
    case 3:
      *to++ = *from++;
    case 2:
      *to++ = *from++;
    case 1:
      *to++ = *from++;
    } while (--k > 0);
  }
}
int main(void) {
  printf("%d %d\n", collatz(27), collatz(837799));
  int a[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  printf("%d %d\n", search(a, 8), search(a, 99));
  printf("%s%s%s%s\n", grade(95), grade(80), grade(79), grade(0));
  printf("%d%d%d%d%d%d\n", classify('5'), classify('q'), classify('\t'), classify(127), classify('!'),
         classify(-1));
  char t[12] = {0};
  copy(t, "duff device", 11);
  puts(t);
  int i, j;
  for (i = 0, j = 10; i < j; i++, j -= 2)
    ;
  printf("%d %d\n", i, j);
  int n = 0;
  do {
    if (n == 2) continue;
    n += 3;
  } while (n < 10 && n != 2);
  printf("%d\n", n);
  for (i = 0; i < 6; i++) {
    switch (i) {
    case 1:
      continue;
    case 4:
      break;
    default:
      printf("%d ", i);
    }
    if (i == 4) {
      printf("four ");
      break;
    }
  }
  puts("");
  unsigned char c = 250;
  int rounds = 0;
  while (c++) rounds++;
  printf("%d %d\n", rounds, c);
  int k = 5;
  while (k-- > 0) printf("%d", k);
  puts("");
  if (0)
  dead:
    puts("jumped in");
  else if (n) {
    static int once;
    if (!once++) goto dead;
  }
  for (;;) {
    if (n-- < 8) break;
  }
  printf("%d\n", n);
  {
    int n = 3;
    {
      int n = 4;
      printf("%d", n);
    }
    printf("%d\n", n);
  }
  return 0;
}
