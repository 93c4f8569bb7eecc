#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct packet { int n; char data[]; };
struct zero { short n; int v[0]; };
static struct packet k = { 3, { 'a', 'b', 'c' } };
static struct packet s = { 5, "hello" };
int main(void) {
  printf("%zu %zu %c %s\n", sizeof(struct packet), sizeof(struct zero), k.data[2], s.data);
  struct packet *p = malloc(sizeof *p + 10);
  p->n = 10; strcpy(p->data, "dynamic");
  printf("%s %d\n", p->data, p->n);
  struct zero *z = malloc(sizeof *z + 3 * sizeof *z->v);
  for (int i = 0; i < 3; i++) z->v[i] = i * 11;
  printf("%d %zu\n", z->v[2], (size_t)((char *)z->v - (char *)z));
  free(p); free(z);
}
