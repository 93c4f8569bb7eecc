// Tic-tac-toe by minimax, Langton's ant, elementary automata, a bank with a queue, dice by a linear
// generator.
#include <stdio.h>
#include <string.h>
static char b[10] = ".........";
static int wins(char p) {
  static const char l[8][3] = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6},
                               {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}};
  for (int i = 0; i < 8; i++)
    if (b[l[i][0]] == p && b[l[i][1]] == p && b[l[i][2]] == p) return 1;
  return 0;
}
static int nodes;
static int best(char p, int *move) {
  nodes++;
  char o = p == 'X' ? 'O' : 'X';
  if (wins(o)) return -1;
  int top = -2, any = 0;
  for (int i = 0; i < 9; i++)
    if (b[i] == '.') {
      any = 1;
      b[i] = p;
      int d, s = -best(o, &d);
      b[i] = '.';
      if (s > top) top = s, *move = i;
    }
  return any ? top : 0;
}
static void rule(unsigned char r) {
  unsigned long long row = 1ull << 31;
  for (int n = 0; n < 6; n++) {
    for (int i = 40; i > 22; i--) putchar(row >> i & 1 ? '#' : '.');
    putchar(' ');
    unsigned long long next = 0;
    for (int i = 1; i < 63; i++) next |= (unsigned long long)(r >> (row >> (i - 1) & 7) & 1) << i;
    row = next;
  }
  puts("");
}
struct rng {
  unsigned long long s;
};
static unsigned next(struct rng *r) {
  r->s = r->s * 6364136223846793005ull + 1442695040888963407ull;
  return r->s >> 33;
}
int main(void) {
  char p = 'X';
  int m = 0;
  while (!wins('X') && !wins('O') && strchr(b, '.')) {
    best(p, &m);
    b[m] = p;
    p = p == 'X' ? 'O' : 'X';
  }
  printf("%s %d\n", b, nodes);
  static unsigned char grid[64][64];
  int x = 32, y = 32, d = 0;
  for (int i = 0; i < 3000; i++) {
    d = (d + (grid[y][x] ? 3 : 1)) & 3;
    grid[y][x] ^= 1;
    x = (x + (d == 1) - (d == 3)) & 63;
    y = (y + (d == 2) - (d == 0)) & 63;
  }
  int black = 0;
  for (int i = 0; i < 64 * 64; i++) black += grid[0][i];
  printf("%d %d %d\n", black, x, y);
  rule(30);
  rule(90);
  rule(110);
  struct rng r = {42};
  int counts[13] = {0};
  for (int i = 0; i < 3600; i++) counts[next(&r) % 6 + next(&r) % 6 + 2]++;
  for (int i = 2; i < 13; i++) printf("%d ", counts[i]);
  puts("");
  int queue = 0, busy = 0, served = 0, longest = 0;
  long waited = 0;
  for (int t = 0; t < 1000; t++) {
    if (next(&r) % 4 == 0) queue++;
    if (queue > longest) longest = queue;
    if (!busy && queue) {
      queue--;
      busy = 1 + next(&r) % 5;
      served++;
    }
    if (busy) busy--;
    waited += queue;
  }
  printf("%d %d %ld\n", served, longest, waited);
  return 0;
}
