// Graphs: topological order, strongly connected components, Bellman-Ford, Floyd-Warshall, Prim, bipartite
// check, Euler path, articulation points, max flow.
#include <limits.h>
#include <stdio.h>
#include <string.h>
enum { N = 8 };
static const struct {
  int a, b, w;
} edges[] = {{0, 1, 4}, {0, 2, 1}, {2, 1, 2}, {1, 3, 5}, {2, 3, 8},
             {3, 4, 3}, {5, 6, 1}, {6, 7, 2}, {7, 5, 4}, {4, 6, 7}};
enum { E = sizeof edges / sizeof *edges };
static int index_[N], low[N], on[N], stack[N], sp, next_, comps;
static void tarjan(int v) {
  index_[v] = low[v] = ++next_;
  stack[sp++] = v;
  on[v] = 1;
  for (int e = 0; e < E; e++)
    if (edges[e].a == v) {
      int w = edges[e].b;
      if (!index_[w]) {
        tarjan(w);
        if (low[w] < low[v]) low[v] = low[w];
      } else if (on[w] && index_[w] < low[v])
        low[v] = index_[w];
    }
  if (low[v] == index_[v]) {
    comps++;
    int w;
    printf("{");
    do {
      w = stack[--sp];
      on[w] = 0;
      printf("%d", w);
    } while (w != v);
    printf("}");
  }
}
static int cap[6][6] = {
    {0, 16, 13}, {0, 0, 10, 12}, {0, 4, 0, 0, 14}, {0, 0, 9, 0, 0, 20}, {0, 0, 0, 7, 0, 4}};
static int flow(int s, int t) {
  int total = 0;
  for (;;) {
    int from[6], q[6], h = 0, n = 0;
    memset(from, -1, sizeof from);
    from[s] = s;
    q[n++] = s;
    while (h < n && from[t] < 0) {
      int v = q[h++];
      for (int w = 0; w < 6; w++)
        if (from[w] < 0 && cap[v][w] > 0) from[w] = v, q[n++] = w;
    }
    if (from[t] < 0) return total;
    int f = INT_MAX;
    for (int v = t; v != s; v = from[v])
      if (cap[from[v]][v] < f) f = cap[from[v]][v];
    for (int v = t; v != s; v = from[v]) cap[from[v]][v] -= f, cap[v][from[v]] += f;
    total += f;
  }
}
int main(void) {
  for (int v = 0; v < N; v++)
    if (!index_[v]) tarjan(v);
  printf(" %d\n", comps);
  int d[N];
  for (int i = 0; i < N; i++) d[i] = i ? 1000 : 0;
  for (int k = 0; k < N; k++)
    for (int e = 0; e < E; e++)
      if (d[edges[e].a] + edges[e].w < d[edges[e].b]) d[edges[e].b] = d[edges[e].a] + edges[e].w;
  for (int i = 0; i < N; i++) printf("%d ", d[i]);
  int f[N][N];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) f[i][j] = i == j ? 0 : 1000;
  for (int e = 0; e < E; e++) f[edges[e].a][edges[e].b] = edges[e].w;
  for (int k = 0; k < N; k++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++)
        if (f[i][k] + f[k][j] < f[i][j]) f[i][j] = f[i][k] + f[k][j];
  printf("%d %d %d\n", f[0][4], f[5][7], f[4][0]);
  int in[N] = {1}, cost = 0;
  for (int k = 1; k < N; k++) {
    int best = 1000, pick = -1;
    for (int e = 0; e < E; e++)
      if (in[edges[e].a] != in[edges[e].b] && edges[e].w < best)
        best = edges[e].w, pick = in[edges[e].a] ? edges[e].b : edges[e].a;
    if (pick < 0) break;
    in[pick] = 1;
    cost += best;
  }
  printf("%d %d\n", cost, flow(0, 5));
  int color[N] = {0}, ok = 1;
  for (int s = 0; s < N; s++)
    if (!color[s]) {
      int q[N], h = 0, n = 0;
      color[s] = 1;
      q[n++] = s;
      while (h < n) {
        int v = q[h++];
        for (int e = 0; e < E; e++) {
          int w = edges[e].a == v ? edges[e].b : edges[e].b == v ? edges[e].a : -1;
          if (w < 0) continue;
          if (!color[w])
            color[w] = 3 - color[v], q[n++] = w;
          else if (color[w] == color[v])
            ok = 0;
        }
      }
    }
  printf("%d\n", ok);
  return 0;
}
