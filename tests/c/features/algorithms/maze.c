// Breadth-first search in a maze of characters, depth-first flood fill, and a generated maze.
#include <stdio.h>
#include <string.h>
enum { H = 9, W = 21 };
static char map[H][W + 1] = {"#####################", "#S..#.....#...#.....#", "#.#.#.###.#.#.#.###.#",
                             "#.#...#.#...#...#.#.#", "#.#####.#########.#.#", "#.....#...........#.#",
                             "#####.#.#########.#.#", "#.....#.........#...E", "#####################"};
static int fill(char g[H][W + 1], int r, int c) {
  if (r < 0 || c < 0 || r >= H || c >= W || g[r][c] != '.') return 0;
  g[r][c] = 'o';
  return 1 + fill(g, r + 1, c) + fill(g, r - 1, c) + fill(g, r, c + 1) + fill(g, r, c - 1);
}
int main(void) {
  struct cell {
    signed char r, c;
  } queue[H * W], from[H][W] = {0}, s = {0}, e = {0};
  int seen[H][W] = {{0}}, head = 0, tail = 0, steps = 0;
  for (int r = 0; r < H; r++)
    for (int c = 0; c < W; c++) {
      if (map[r][c] == 'S') s = (struct cell){r, c};
      if (map[r][c] == 'E') e = (struct cell){r, c};
    }
  queue[tail++] = s;
  seen[s.r][s.c] = 1;
  static const int dr[] = {0, 1, 0, -1}, dc[] = {1, 0, -1, 0};
  while (head < tail) {
    struct cell at = queue[head++];
    if (at.r == e.r && at.c == e.c) break;
    for (int d = 0; d < 4; d++) {
      int r = at.r + dr[d], c = at.c + dc[d];
      if (r < 0 || c < 0 || r >= H || c >= W || seen[r][c] || map[r][c] == '#') continue;
      seen[r][c] = 1;
      from[r][c] = at;
      queue[tail++] = (struct cell){r, c};
    }
  }
  char copy[H][W + 1];
  memcpy(copy, map, sizeof map);
  for (struct cell at = e; at.r != s.r || at.c != s.c; at = from[at.r][at.c]) {
    if (map[at.r][at.c] == '.') map[at.r][at.c] = '*';
    steps++;
  }
  for (int r = 0; r < H; r++) puts(map[r]);
  printf("%d steps, %d looked at, %d filled\n", steps, head, fill(copy, 1, 2));
  return 0;
}
