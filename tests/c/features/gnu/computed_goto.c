#include <stdio.h>
enum { PUSH, ADD, MUL, JNZ, DUP, DEC, SWAP, OVER, HALT };
static long run(const int *code) {
  static const void *const labels[] = { &&push, &&add, &&mul, &&jnz, &&dup, &&dec, &&swap, &&over, &&halt };
  long stack[32], *sp = stack, t; const int *pc = code;
#define NEXT goto *labels[*pc++]
  NEXT;
push: *sp++ = *pc++; NEXT;
add: sp--; sp[-1] += *sp; NEXT;
mul: sp--; sp[-1] *= *sp; NEXT;
dup: *sp = sp[-1]; sp++; NEXT;
dec: sp[-1]--; NEXT;
swap: t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; NEXT;
over: *sp = sp[-2]; sp++; NEXT;
jnz: t = *pc++; if (sp[-1]) pc = code + t; NEXT;
halt: return sp[-2];
}
int main(void) {
  int code[] = { PUSH, 1, PUSH, 10, SWAP, OVER, MUL, SWAP, DEC, JNZ, 4, HALT };
  printf("%ld\n", run(code));
  static int offsets[] = { &&b - &&a, &&a - &&a };
  goto *(&&a + offsets[0]);
a: puts("a"); return 0;
b: puts("b"); goto *(&&a + offsets[1]);
}
