/* An interpreter of a stack machine that counts primes by trial division, up to the argument: indirect jumps. */
#include "arguments.h"

enum { PUSH, LOAD, STORE, ADD, MUL, MOD, LESS, JUMP, JUMP_IF_ZERO, INCREMENT, HALT };
enum { LIMIT, N, D, PRIMES };

/* for (n = 2; n < limit; n++) { for (d = 2; d * d < n + 1; d++) if (n % d == 0) goto no; primes++; no: ; } */
static const u8 program[] = {
    /*  0 */ PUSH, 2, STORE, N,
    /*  4 */ LOAD, N, LOAD, LIMIT, LESS, JUMP_IF_ZERO, 44,
    /* 11 */ PUSH, 2, STORE, D,
    /* 15 */ LOAD, D, LOAD, D, MUL, LOAD, N, PUSH, 1, ADD, LESS, JUMP_IF_ZERO, 38,
    /* 28 */ LOAD, N, LOAD, D, MOD, JUMP_IF_ZERO, 40,
    /* 35 */ INCREMENT, D, JUMP + 64, 15,
};

void start(u64 *stack) {
  static const void *const labels[] = {&&push, &&load, &&store, &&add, &&mul, &&mod, &&less, &&jump, &&jump_if_zero,
                                       &&increment, &&halt};
  u8 code[48];
  i64 values[4] = {count(stack)}, operands[16], *top = operands;
  for (u32 i = 0; i < sizeof program; i++) code[i] = program[i] & 63;
  code[37] = JUMP, code[38] = 15;
  /* 39: count the prime; 41: the next number; 45: the end. The jumps above lead here. */
  code[27] = 39, code[34] = 41, code[10] = 45;
  code[39] = INCREMENT, code[40] = PRIMES, code[41] = INCREMENT, code[42] = N, code[43] = JUMP, code[44] = 4;
  code[45] = HALT;
  const u8 *pc = code;
#define NEXT goto *labels[*pc++]
  NEXT;
push: *top++ = *pc++; NEXT;
load: *top++ = values[*pc++]; NEXT;
store: values[*pc++] = *--top; NEXT;
add: top--, top[-1] += *top; NEXT;
mul: top--, top[-1] *= *top; NEXT;
mod: top--, top[-1] %= *top; NEXT;
less: top--, top[-1] = top[-1] < *top; NEXT;
jump: pc = code + *pc; NEXT;
jump_if_zero: pc = *--top ? pc + 1 : code + *pc; NEXT;
increment: values[*pc++]++; NEXT;
halt:
  show("primes", values[PRIMES]);
  exit(0);
}
