/* POSIX tsearch: an AVL tree whose nodes begin with the key, as callers look at it. */
#define _GNU_SOURCE
#include <search.h>
#include <stdlib.h>

typedef int (*compare_fn)(const void *, const void *);

struct node {
  const void *key;
  struct node *child[2];
  int height;
};

static int height(const struct node *n) { return n ? n->height : 0; }

static void measure(struct node *n) {
  int a = height(n->child[0]), b = height(n->child[1]);
  n->height = (a > b ? a : b) + 1;
}

/* Moves the child on side `up` into the place of its parent. */
static struct node *rotate(struct node *n, int up) {
  struct node *top = n->child[up];
  n->child[up] = top->child[!up];
  top->child[!up] = n;
  measure(n);
  measure(top);
  return top;
}

static struct node *balance(struct node *n) {
  measure(n);
  int lean = height(n->child[1]) - height(n->child[0]);
  if (lean >= -1 && lean <= 1) return n;
  int heavy = lean > 0;
  struct node *c = n->child[heavy];
  if (height(c->child[!heavy]) > height(c->child[heavy])) n->child[heavy] = rotate(c, !heavy);
  return rotate(n, heavy);
}

static struct node *insert(struct node *n, const void *key, compare_fn compare, struct node **found) {
  if (!n) {
    n = *found = calloc(1, sizeof *n);
    if (n) n->key = key, n->height = 1;
    return n;
  }
  int order = compare(key, n->key);
  if (order == 0) {
    *found = n;
    return n;
  }
  struct node *below = insert(n->child[order > 0], key, compare, found);
  if (!below) return n;
  n->child[order > 0] = below;
  return balance(n);
}

void *tsearch(const void *key, void **root, compare_fn compare) {
  if (!root) return 0;
  struct node *found = 0;
  *root = insert(*root, key, compare, &found);
  return found;
}

void *tfind(const void *key, void *const *root, compare_fn compare) {
  if (!root) return 0;
  struct node *n = *root;
  for (int order; n && (order = compare(key, n->key)); n = n->child[order > 0]) continue;
  return n;
}

/* Takes the leftmost node out of a tree. */
static struct node *take_first(struct node *n, struct node **first) {
  if (!n->child[0]) {
    *first = n;
    return n->child[1];
  }
  n->child[0] = take_first(n->child[0], first);
  return balance(n);
}

static struct node *delete(struct node *n, struct node *parent, const void *key, compare_fn compare, struct node **above) {
  if (!n) return 0;
  int order = compare(key, n->key);
  if (order) {
    n->child[order > 0] = delete(n->child[order > 0], n, key, compare, above);
    return balance(n);
  }
  *above = parent ? parent : n;
  struct node *left = n->child[0], *right = n->child[1], *next;
  if (!parent) *above = left ? left : right ? right : (struct node *)above;
  free(n);
  if (!right) return left;
  right = take_first(right, &next);
  next->child[0] = left;
  next->child[1] = right;
  return balance(next);
}

/* The parent of what was deleted; something that is not null for the root. */
void *tdelete(const void *restrict key, void **restrict root, compare_fn compare) {
  if (!root) return 0;
  struct node *above = 0;
  *root = delete(*root, 0, key, compare, &above);
  return above;
}

static void walk(const struct node *n, void (*visit)(const void *, VISIT, int), int depth) {
  if (!n->child[0] && !n->child[1]) {
    visit(n, leaf, depth);
    return;
  }
  visit(n, preorder, depth);
  if (n->child[0]) walk(n->child[0], visit, depth + 1);
  visit(n, postorder, depth);
  if (n->child[1]) walk(n->child[1], visit, depth + 1);
  visit(n, endorder, depth);
}

void twalk(const void *root, void (*visit)(const void *, VISIT, int)) {
  if (root && visit) walk(root, visit, 0);
}

void tdestroy(void *root, void (*drop)(void *)) {
  struct node *n = root;
  if (!n) return;
  tdestroy(n->child[0], drop);
  tdestroy(n->child[1], drop);
  drop((void *)n->key);
  free(n);
}
