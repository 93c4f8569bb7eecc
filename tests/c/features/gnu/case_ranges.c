#include <stdio.h>
static const char *kind(int c) {
  switch (c) {
  case 'a' ... 'z': case 'A' ... 'Z': return "letter";
  case '0' ... '9': return "digit";
  case -5 ... -1: return "negative";
  case 1000 ... 100000: return "large";
  case 200: default: return "other";
  }
}
static int dense(unsigned char x) { switch (x) { case 0 ... 127: return 0; case 128 ... 255: return 1; } return 2; }
int main(void) {
  int v[] = { 'q', 'Q', '7', -3, -6, 999, 1000, 50000, 100001, ' ' };
  for (int i = 0; i < 10; i++) printf("%s ", kind(v[i]));
  printf("%d%d%d%d\n", dense(0), dense(127), dense(128), dense(255));
}
