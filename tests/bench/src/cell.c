#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct node { int key; struct node *left, *right; };

static struct node *insert(struct node *t, int key) {
  if (!t) {
    t = malloc(sizeof *t);
    t->key = key;
    t->left = t->right = NULL;
    return t;
  }
  if (key < t->key) t->left = insert(t->left, key);
  else if (key > t->key) t->right = insert(t->right, key);
  return t;
}

static int depth(const struct node *t) {
  if (!t) return 0;
  int l = depth(t->left), r = depth(t->right);
  return 1 + (l > r ? l : r);
}

static void walk(const struct node *t, int *sum) {
  if (!t) return;
  walk(t->left, sum);
  *sum += t->key;
  walk(t->right, sum);
}

static unsigned hash(const char *s) {
  unsigned h = 5381;
  for (; *s; s++) h = h * 33 + (unsigned char)*s;
  return h;
}

static int is_prime(int n) {
  if (n < 2) return 0;
  for (int i = 2; i * i <= n; i++)
    if (n % i == 0) return 0;
  return 1;
}

static void sort(int *v, int n) {
  for (int i = 1; i < n; i++) {
    int x = v[i], j = i - 1;
    while (j >= 0 && v[j] > x) {
      v[j + 1] = v[j];
      j--;
    }
    v[j + 1] = x;
  }
}

static void matrix(double a[3][3], double b[3][3], double c[3][3]) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      c[i][j] = 0;
      for (int k = 0; k < 3; k++) c[i][j] += a[i][k] * b[k][j];
    }
}

int main(int argc, char **argv) {
  struct node *root = NULL;
  for (int i = 0; i < 100; i++) root = insert(root, i * 37 % 101);
  int sum = 0;
  walk(root, &sum);
  printf("depth %d, sum %d\n", depth(root), sum);
  printf("hash %u\n", hash(argc > 1 ? argv[1] : "hello"));
  int primes = 0;
  for (int i = 0; i < 1000; i++) primes += is_prime(i);
  printf("%d primes\n", primes);
  int v[16];
  for (int i = 0; i < 16; i++) v[i] = (i * 7919) % 31;
  sort(v, 16);
  for (int i = 0; i < 16; i++) printf("%d ", v[i]);
  putchar('\n');
  double a[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }, c[3][3];
  matrix(a, a, c);
  for (int i = 0; i < 3; i++) printf("%g %g %g\n", c[i][0], c[i][1], c[i][2]);
  char line[64];
  snprintf(line, sizeof line, "%s-%d", "cell", 42);
  write(STDOUT_FILENO, line, strlen(line));
  char *copy = strdup(line);
  for (char *p = copy; *p; p++)
    if (*p >= 'a' && *p <= 'z') *p -= 32;
  puts(copy);
  free(copy);
  return 0;
}
