#include <stdio.h>
#include <string.h>
#define W 20
#define H 12
static char a[H][W], b[H][W];
int main(void) {
  const char *glider[] = {" #", "  #", "###"};
  for (int y = 0; y < 3; y++)
    for (int x = 0; glider[y][x]; x++) a[y][x] = glider[y][x] == '#';
  for (int g = 0; g < 30; g++) {
    for (int y = 0; y < H; y++)
      for (int x = 0; x < W; x++) {
        int n = 0;
        for (int dy = -1; dy <= 1; dy++)
          for (int dx = -1; dx <= 1; dx++)
            if (dx || dy) n += a[(y + dy + H) % H][(x + dx + W) % W];
        b[y][x] = n == 3 || (n == 2 && a[y][x]);
      }
    memcpy(a, b, sizeof a);
  }
  for (int y = 0; y < H; y++, putchar('\n'))
    for (int x = 0; x < W; x++) putchar(a[y][x] ? '#' : '.');
}
