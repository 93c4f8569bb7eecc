#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct tree tree;
struct tree {
  tree *left, *right;
  char key[12];
  int count;
};
static tree *add(tree *t, const char *w) {
  if (!t) {
    t = calloc(1, sizeof *t);
    strcpy(t->key, w);
  }
  int c = strcmp(w, t->key);
  if (!c)
    t->count++;
  else if (c < 0)
    t->left = add(t->left, w);
  else
    t->right = add(t->right, w);
  return t;
}
static void print(const tree *t) {
  if (!t) return;
  print(t->left);
  printf("%s:%d ", t->key, t->count);
  print(t->right);
}
static void drop(tree *t) {
  if (t) {
    drop(t->left);
    drop(t->right);
    free(t);
  }
}
int main(void) {
  char text[] = "the quick brown fox jumps over the lazy dog and the fox";
  tree *t = 0;
  for (char *w = strtok(text, " "); w; w = strtok(0, " ")) t = add(t, w);
  print(t);
  puts("");
  drop(t);
}
