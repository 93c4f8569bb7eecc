// Plane geometry: convex hull, polygon area, point in polygon, segment crossing, closest pair, line drawing,
// circle points, flood of a bitmap.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct {
  int x, y;
} pt;
static long cross(pt o, pt a, pt b) {
  return (long)(a.x - o.x) * (b.y - o.y) - (long)(a.y - o.y) * (b.x - o.x);
}
static int order(const void *p, const void *q) {
  const pt *a = p, *b = q;
  return a->x != b->x ? a->x - b->x : a->y - b->y;
}
static int hull(pt *p, int n, pt *h) {
  qsort(p, n, sizeof *p, order);
  int k = 0;
  for (int i = 0; i < n; i++) {
    while (k > 1 && cross(h[k - 2], h[k - 1], p[i]) <= 0) k--;
    h[k++] = p[i];
  }
  for (int i = n - 2, t = k + 1; i >= 0; i--) {
    while (k >= t && cross(h[k - 2], h[k - 1], p[i]) <= 0) k--;
    h[k++] = p[i];
  }
  return k - 1;
}
static int inside(const pt *p, int n, pt q) {
  int in = 0;
  for (int i = 0, j = n - 1; i < n; j = i++)
    if ((p[i].y > q.y) != (p[j].y > q.y) &&
        q.x < (double)(p[j].x - p[i].x) * (q.y - p[i].y) / (p[j].y - p[i].y) + p[i].x)
      in = !in;
  return in;
}
static int sgn(long v) { return (v > 0) - (v < 0); }
static int meet(pt a, pt b, pt c, pt d) {
  return sgn(cross(a, b, c)) * sgn(cross(a, b, d)) < 0 && sgn(cross(c, d, a)) * sgn(cross(c, d, b)) < 0;
}
static char g[12][25];
static void line(pt a, pt b) {
  int dx = abs(b.x - a.x), dy = -abs(b.y - a.y), sx = a.x < b.x ? 1 : -1, sy = a.y < b.y ? 1 : -1,
      e = dx + dy;
  for (;;) {
    g[a.y][a.x] = '#';
    if (a.x == b.x && a.y == b.y) break;
    int t = 2 * e;
    if (t >= dy) e += dy, a.x += sx;
    if (t <= dx) e += dx, a.y += sy;
  }
}
static void circle(int cx, int cy, int r) {
  for (int x = r, y = 0, e = 1 - r; x >= y; y++) {
    int o[8][2] = {{x, y}, {y, x}, {-y, x}, {-x, y}, {-x, -y}, {-y, -x}, {y, -x}, {x, -y}};
    for (int i = 0; i < 8; i++) g[cy + o[i][1]][cx + o[i][0]] = 'o';
    if (e < 0)
      e += 2 * y + 3;
    else
      e += 2 * (y - x--) + 5;
  }
}
int main(void) {
  pt p[30], h[31];
  unsigned s = 3;
  for (int i = 0; i < 30; i++) {
    s = s * 75 % 65537;
    p[i].x = s % 100;
    s = s * 75 % 65537;
    p[i].y = s % 100;
  }
  double best = 1e9;
  for (int i = 0; i < 30; i++)
    for (int j = 0; j < i; j++) {
      double d = hypot(p[i].x - p[j].x, p[i].y - p[j].y);
      if (d < best) best = d;
    }
  int n = hull(p, 30, h);
  long area = 0;
  for (int i = 0; i < n; i++) area += cross((pt){0, 0}, h[i], h[(i + 1) % n]);
  printf("%d %ld %.4f %d %d\n", n, area, best, inside(h, n, (pt){50, 50}), inside(h, n, (pt){-1, 50}));
  printf("%d %d\n", meet((pt){0, 0}, (pt){4, 4}, (pt){0, 4}, (pt){4, 0}),
         meet((pt){0, 0}, (pt){1, 1}, (pt){2, 2}, (pt){3, 3}));
  for (int r = 0; r < 12; r++) memset(g[r], '.', 24);
  line((pt){0, 0}, (pt){23, 11});
  line((pt){0, 11}, (pt){23, 3});
  circle(12, 5, 5);
  for (int r = 0; r < 12; r++) puts(g[r]);
  return 0;
}
