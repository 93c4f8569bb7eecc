// Labels as values: a threaded interpreter, a table of differences, a jump kept in a struct.
#include <stdio.h>
static int run(const unsigned char *code, int x) {
  static const int offsets[] = {&&op_end - &&op_end, &&op_add - &&op_end, &&op_mul - &&op_end, &&op_loop - &&op_end};
#define NEXT goto *(&&op_end + offsets[*code++])
  int counter = 3;
  const unsigned char *start = code;
  NEXT;
op_add: x += *code++; NEXT;
op_mul: x *= *code++; NEXT;
op_loop: if (--counter) code = start; NEXT;
op_end: return x;
}
static int phases(int n) {
  struct { void *where; int count; } state = {&&begin, 0};
again:
  if (state.count > n) return -state.count;
  goto *state.where;
begin: state.where = &&middle; state.count++; goto again;
middle: state.where = state.count > 3 ? &&finish : &&begin; state.count += 2; goto again;
finish: return state.count;
}
int main(void) {
  unsigned char program[] = {1, 5, 2, 3, 3, 1, 1, 0};
  printf("%d\n", run(program, 2));
  printf("%d %d\n", phases(100), phases(3));
  for (int i = 0; i < 3; i++) {
    void *targets[] = {&&a, &&b, &&c};
    goto *targets[i];
  a: printf("a "); continue;
  b: printf("b "); continue;
  c: printf("c\n");
  }
  return 0;
}
