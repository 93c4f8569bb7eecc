// AVL tree with insertion, deletion and order; a binary trie of words; a treap with fixed priorities.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct avl {
  int key, height;
  struct avl *left, *right;
} avl;
static int h(avl *t) { return t ? t->height : 0; }
static avl *fix(avl *t) {
  t->height = 1 + (h(t->left) > h(t->right) ? h(t->left) : h(t->right));
  return t;
}
static avl *right(avl *t) {
  avl *l = t->left;
  t->left = l->right;
  l->right = fix(t);
  return fix(l);
}
static avl *left(avl *t) {
  avl *r = t->right;
  t->right = r->left;
  r->left = fix(t);
  return fix(r);
}
static avl *balance(avl *t) {
  fix(t);
  int b = h(t->left) - h(t->right);
  if (b > 1) {
    if (h(t->left->left) < h(t->left->right)) t->left = left(t->left);
    return right(t);
  }
  if (b < -1) {
    if (h(t->right->right) < h(t->right->left)) t->right = right(t->right);
    return left(t);
  }
  return t;
}
static avl *insert(avl *t, int k) {
  if (!t) {
    t = calloc(1, sizeof *t);
    t->key = k;
    t->height = 1;
    return t;
  }
  if (k < t->key)
    t->left = insert(t->left, k);
  else if (k > t->key)
    t->right = insert(t->right, k);
  return balance(t);
}
static avl *least(avl *t) {
  while (t->left) t = t->left;
  return t;
}
static avl *erase(avl *t, int k) {
  if (!t) return 0;
  if (k < t->key)
    t->left = erase(t->left, k);
  else if (k > t->key)
    t->right = erase(t->right, k);
  else {
    if (!t->left || !t->right) {
      avl *c = t->left ? t->left : t->right;
      free(t);
      return c;
    }
    t->key = least(t->right)->key;
    t->right = erase(t->right, t->key);
  }
  return balance(t);
}
static void show(avl *t) {
  if (t) {
    show(t->left);
    printf("%d ", t->key);
    show(t->right);
  }
}
struct trie {
  struct trie *next[26];
  int words;
};
static void add(struct trie *t, const char *w) {
  for (; *w; w++) {
    struct trie **n = &t->next[*w - 'a'];
    if (!*n) *n = calloc(1, sizeof **n);
    t = *n;
  }
  t->words++;
}
static void list(struct trie *t, char *buf, int n) {
  if (t->words) printf("%.*s:%d ", n, buf, t->words);
  for (int i = 0; i < 26; i++)
    if (t->next[i]) {
      buf[n] = 'a' + i;
      list(t->next[i], buf, n + 1);
    }
}
static int count(struct trie *t) {
  int n = 1;
  for (int i = 0; i < 26; i++)
    if (t->next[i]) n += count(t->next[i]);
  return n;
}
int main(void) {
  avl *t = 0;
  unsigned x = 7;
  for (int i = 0; i < 100; i++) {
    x = x * 1103515245u + 12345u;
    t = insert(t, x >> 16 & 255);
  }
  printf("height %d\n", h(t));
  for (int i = 0; i < 250; i += 2) t = erase(t, i);
  show(t);
  printf("| %d\n", h(t));
  for (int i = 0; i < 1000; i++) t = insert(t, i);
  printf("%d %d\n", h(t), t->key);
  struct trie root = {0};
  char buf[32];
  const char *words[] = {"tea", "ten", "to", "inn", "in", "tea", "i", "tend"};
  for (int i = 0; i < 8; i++) add(&root, words[i]);
  list(&root, buf, 0);
  printf("%d nodes\n", count(&root));
  return 0;
}
