// search.h: hsearch, tsearch with twalk and tdelete, lsearch and lfind, insque and remque.
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int by_text(const void *a, const void *b) { return strcmp(a, b); }
static int by_int(const void *a, const void *b) { return *(int *)a - *(int *)b; }
static void visit(const void *node, VISIT which, int depth) {
  if (which == postorder || which == leaf) printf("%s@%d ", *(char **)node, depth);
}
struct node {
  struct node *next, *prev;
  char name;
};
int main(void) {
  hcreate(20);
  char *names[] = {"one", "two", "three", "four"};
  for (long i = 0; i < 4; i++) hsearch((ENTRY){names[i], (void *)(i + 1)}, ENTER);
  for (int i = 0; i < 4; i++) printf("%ld ", (long)hsearch((ENTRY){.key = names[i]}, FIND)->data);
  printf("%d\n", hsearch((ENTRY){.key = "five"}, FIND) == NULL);
  hdestroy();
  void *root = NULL;
  char *words[] = {"m", "c", "x", "a", "d", "z", "c"};
  for (int i = 0; i < 7; i++) {
    char **p = tsearch(words[i], &root, by_text);
    if (*p != words[i]) printf("again %s ", *p);
  }
  twalk(root, visit);
  tdelete("c", &root, by_text);
  printf("%d %d\n", tfind("c", &root, by_text) == NULL, tfind("d", &root, by_text) != NULL);
  tdestroy(root, (void (*)(void *))(void *)strlen);
  int table[10] = {5, 3}, key;
  size_t n = 2;
  for (key = 1; key < 6; key += 2) lsearch(&key, table, &n, sizeof(int), by_int);
  printf("%zu", n);
  for (size_t i = 0; i < n; i++) printf(" %d", table[i]);
  key = 9;
  printf(" %d\n", lfind(&key, table, &n, sizeof(int), by_int) == NULL);
  struct node a = {0, 0, 'a'}, b = {0, 0, 'b'}, c = {0, 0, 'c'};
  insque(&a, NULL);
  insque(&b, &a);
  insque(&c, &a);
  for (struct node *p = &a; p; p = p->next) putchar(p->name);
  remque(&c);
  for (struct node *p = &a; p; p = p->next) putchar(p->name);
  putchar('\n');
  return 0;
}
