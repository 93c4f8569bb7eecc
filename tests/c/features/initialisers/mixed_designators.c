// Designators that go back, overwrite and nest; brace elision; compound literals in static places; strings
// into arrays; order of effects.
#include <stddef.h>
#include <stdio.h>
#include <string.h>
struct point {
  int x, y;
};
struct shape {
  const char *name;
  struct point at[3];
  struct {
    unsigned char r, g, b;
  } color;
  int tags[];
};
static struct point grid[2][2] = {[1] = {{7, 8}}, [0][1].y = 4, [0][0] = {.y = 2, .x = 1}};
static int sparse[] = {[5] = 1, 2, [2] = 9, 8, [5] = 3};
static struct shape box = {
    "box", {[2] = {5, 6}, [0] = {1}}, .color.g = 200, .color = {.b = 3}, .tags = {1, 2, 3}};
static const char *list[] = {[3] = "three", [0] = "zero", "one"};
static char text[][4] = {"abc", "de", {'f', 'g', 'h', 'i'}};
static struct point *p = &(struct point){11, 12}, *q = (struct point[]){{1, 2}, {3, 4}};
static int elided[2][3] = {1, 2, 3, 4};
static struct {
  struct point a, b;
  int c;
} flat = {1, 2, 3, 4, 5};
static union {
  struct point p;
  long l;
  char c[16];
} u = {.c = "union bytes"};
static int *addresses[] = {&sparse[3], sparse + 1, &grid[1][0].y};
static int (*functions[])(const char *) = {puts, [2] = puts};
static double mixed[4] = {1, 'a', 2.5f, 3L};
static wchar_t wide[] = L"wide";
static char exact[3] = "xyz";
static long difference = (char *)&box.color - (char *)&box;
int main(void) {
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) printf("%d,%d ", grid[i][j].x, grid[i][j].y);
  for (unsigned i = 0; i < sizeof sparse / sizeof *sparse; i++) printf("%d", sparse[i]);
  puts("");
  printf("%s %d %d %d %d %d %d %d\n", box.name, box.at[0].x, box.at[0].y, box.at[2].y, box.color.r,
         box.color.g, box.color.b, box.tags[2]);
  for (unsigned i = 0; i < sizeof list / sizeof *list; i++) printf("%s ", list[i] ? list[i] : "-");
  printf("%zu %.4s %d\n", sizeof text, text[2], p->y + q[1].x);
  printf("%d %d %d %d %d %s %d %zu %g\n", elided[0][2], elided[1][0], elided[1][2], flat.b.x, flat.c, u.c,
         *addresses[0] + *addresses[2], sizeof functions / sizeof *functions, mixed[1]);
  printf("%zu %.3s %ld\n", sizeof wide / sizeof *wide, exact, difference);
  int n = 3;
  struct point local = {.y = n, .x = local.y * 0 + 5}, copy[2] = {local, [1] = {.x = local.x}};
  printf("%d %d %d\n", local.x, copy[0].y, copy[1].y);
  char buf[8] = "ab", empty[4] = "";
  printf("%d %d %d\n", buf[1], buf[7], empty[3]);
  return 0;
}
