// A left-leaning red-black tree of strings to counts, with a check of its rules, and an iterator with a
// stack.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
struct node {
  const char *key;
  int value;
  bool red;
  struct node *left, *right;
};
static bool red(struct node *n) { return n && n->red; }
static struct node *turn_left(struct node *n) {
  struct node *x = n->right;
  n->right = x->left;
  x->left = n;
  x->red = n->red;
  n->red = true;
  return x;
}
static struct node *turn_right(struct node *n) {
  struct node *x = n->left;
  n->left = x->right;
  x->right = n;
  x->red = n->red;
  n->red = true;
  return x;
}
static struct node *put(struct node *n, const char *key) {
  if (!n) {
    n = malloc(sizeof *n);
    *n = (struct node){key, 1, true, NULL, NULL};
    return n;
  }
  int c = strcmp(key, n->key);
  if (c < 0)
    n->left = put(n->left, key);
  else if (c > 0)
    n->right = put(n->right, key);
  else
    n->value++;
  if (red(n->right) && !red(n->left)) n = turn_left(n);
  if (red(n->left) && red(n->left->left)) n = turn_right(n);
  if (red(n->left) && red(n->right)) {
    n->red = true;
    n->left->red = n->right->red = false;
  }
  return n;
}
static int black(struct node *n) {
  if (!n) return 1;
  int l = black(n->left), r = black(n->right);
  if (l != r || l < 0 || red(n->right) || (red(n) && red(n->left))) return -1;
  return l + !n->red;
}
struct iterator {
  struct node *stack[64];
  int top;
};
static void down(struct iterator *i, struct node *n) {
  for (; n; n = n->left) i->stack[i->top++] = n;
}
static struct node *next(struct iterator *i) {
  if (!i->top) return NULL;
  struct node *n = i->stack[--i->top];
  down(i, n->right);
  return n;
}
int main(void) {
  char text[] =
      "it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness";
  struct node *root = NULL;
  for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) {
    root = put(root, w);
    root->red = false;
  }
  struct iterator it = {.top = 0};
  down(&it, root);
  for (struct node *n; (n = next(&it));) printf("%s=%d ", n->key, n->value);
  printf("\nblack height %d root %s\n", black(root), root->key);
  static char names[300][8];
  struct node *big = NULL;
  for (int i = 0; i < 300; i++) {
    sprintf(names[i], "k%03d", i * 37 % 300);
    big = put(big, names[i]);
    big->red = false;
  }
  printf("%d\n", black(big));
  return 0;
}
