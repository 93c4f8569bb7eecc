// Huffman codes: counts, a heap of nodes, codes by recursion, encoding to bits and back.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct node {
  int weight, symbol;
  struct node *zero, *one;
} node;
static node *heap[64];
static int size;
static char codes[256][32];
static int less(node *a, node *b) {
  return a->weight != b->weight ? a->weight < b->weight : a->symbol < b->symbol;
}
static void push(node *n) {
  int i = size++;
  for (; i && less(n, heap[(i - 1) / 2]); i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
  heap[i] = n;
}
static node *pop(void) {
  node *top = heap[0], *last = heap[--size];
  int i = 0;
  for (int c; (c = 2 * i + 1) < size; i = c) {
    if (c + 1 < size && less(heap[c + 1], heap[c])) c++;
    if (!less(heap[c], last)) break;
    heap[i] = heap[c];
  }
  heap[i] = last;
  return top;
}
static node *make(int w, int s, node *z, node *o) {
  node *n = malloc(sizeof *n);
  *n = (node){w, s, z, o};
  return n;
}
static void walk(node *n, char *code, int depth) {
  if (!n->zero) {
    code[depth] = 0;
    strcpy(codes[n->symbol], code);
    return;
  }
  code[depth] = '0';
  walk(n->zero, code, depth + 1);
  code[depth] = '1';
  walk(n->one, code, depth + 1);
}
int main(void) {
  const char *text = "she sells sea shells by the sea shore";
  int counts[256] = {0};
  for (const char *p = text; *p; p++) counts[(unsigned char)*p]++;
  for (int i = 0; i < 256; i++)
    if (counts[i]) push(make(counts[i], i, 0, 0));
  while (size > 1) {
    node *a = pop(), *b = pop();
    push(make(a->weight + b->weight, a->symbol < b->symbol ? a->symbol : b->symbol, a, b));
  }
  char code[32];
  walk(heap[0], code, 0);
  char bits[512] = "";
  for (const char *p = text; *p; p++) strcat(bits, codes[(unsigned char)*p]);
  for (int i = 0; i < 256; i++)
    if (counts[i]) printf("%c %d %s\n", i, counts[i], codes[i]);
  printf("%zu bits for %zu\n", strlen(bits), strlen(text) * 8);
  node *n = heap[0];
  for (char *p = bits; *p; p++) {
    n = *p == '0' ? n->zero : n->one;
    if (!n->zero) {
      putchar(n->symbol);
      n = heap[0];
    }
  }
  puts("");
  return 0;
}
