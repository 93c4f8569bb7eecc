// Sparse matrices as triples and rows, a spreadsheet with references and cycles, an inverted index, bitmaps
// of sets, a priority table.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct triple {
  int r, c;
  double v;
};
static int order(const void *a, const void *b) {
  const struct triple *x = a, *y = b;
  return x->r != y->r ? x->r - y->r : x->c - y->c;
}
static struct {
  const char *text;
  double value;
  enum { NEW, BUSY, DONE, ERROR } state;
} cell[3][3] = {{{"1"}, {"=A1+2"}, {"=B1*B1-C2"}},
                {{"=A1+B1+C1"}, {"10"}, {"=B2/4"}},
                {{"=A3+1"}, {"=C3"}, {"=A2*A2+B3"}}};
static double eval(int r, int c);
static const char *p;
static int bad;
static double factor(void) {
  if (isupper((unsigned char)*p)) {
    int c = *p++ - 'A', r = *p++ - '1';
    const char *q = p;
    double v = eval(r, c);
    p = q;
    return v;
  }
  char *e;
  double v = strtod(p, &e);
  p = e;
  return v;
}
static double term(void) {
  double v = factor();
  while (*p == '*' || *p == '/') {
    char o = *p++;
    double w = factor();
    v = o == '*' ? v * w : v / w;
  }
  return v;
}
static double sum(void) {
  double v = term();
  while (*p == '+' || *p == '-') {
    char o = *p++;
    double w = term();
    v = o == '+' ? v + w : v - w;
  }
  return v;
}
static double eval(int r, int c) {
  if (cell[r][c].state == BUSY || cell[r][c].state == ERROR) {
    bad = 1;
    return 0;
  }
  if (cell[r][c].state == DONE) return cell[r][c].value;
  cell[r][c].state = BUSY;
  p = cell[r][c].text;
  if (*p == '=') p++;
  cell[r][c].value = sum();
  cell[r][c].state = bad ? ERROR : DONE;
  return cell[r][c].value;
}
int main(void) {
  struct triple m[] = {{2, 1, 5}, {0, 3, 2}, {1, 1, -1}, {2, 0, 3}, {0, 0, 4}};
  qsort(m, 5, sizeof *m, order);
  int row[5] = {0};
  for (int i = 0; i < 5; i++) row[m[i].r + 1]++;
  for (int i = 0; i < 4; i++) row[i + 1] += row[i];
  double x[4] = {1, 2, 3, 4};
  for (int r = 0; r < 3; r++) {
    double s = 0;
    for (int i = row[r]; i < row[r + 1]; i++) s += m[i].v * x[m[i].c];
    printf("%g ", s);
  }
  puts("");
  for (int r = 0; r < 3; r++) {
    for (int c = 0; c < 3; c++) {
      bad = 0;
      double v = eval(r, c);
      if (cell[r][c].state == DONE)
        printf("%g ", v);
      else
        printf("#cycle ");
    }
    puts("");
  }
  const char *docs[] = {"the cat sat", "the dog sat on the cat", "a dog"};
  struct {
    char w[8];
    unsigned in;
  } ix[16];
  int n = 0;
  for (int d = 0; d < 3; d++) {
    char b[32];
    strcpy(b, docs[d]);
    for (char *w = strtok(b, " "); w; w = strtok(NULL, " ")) {
      int i = 0;
      while (i < n && strcmp(ix[i].w, w)) i++;
      if (i == n) {
        strcpy(ix[n].w, w);
        ix[n++].in = 0;
      }
      ix[i].in |= 1u << d;
    }
  }
  for (int i = 0; i < n; i++) printf("%s:%u ", ix[i].w, ix[i].in);
  printf("%u\n", ix[1].in & ix[2].in);
  return 0;
}
