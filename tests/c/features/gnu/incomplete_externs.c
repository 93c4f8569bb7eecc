// Objects that are declared before their type is known, and names that have an address alone.
#include <stdio.h>
typedef struct later later;
extern later object;
extern void _start;
struct later { int n; };
int aligned[__alignof__(object) >= __alignof__(int) ? 1 : -1];
later object = { 7 };
int main(void) {
  void *entry = &_start;
  printf("%d %d %d\n", object.n, (int)(sizeof aligned / sizeof *aligned), entry != 0);
  return 0;
}
