// A small assembler and a stack machine: labels, calls, recursion, traps for bad programs.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum op { PUSH, ADD, SUB, MUL, DUP, SWAP, OVER, DROP, LT, JZ, JMP, CALL, RET, PRINT, HALT, LOAD, STORE, OPS };
static const char *names[OPS] = {"push", "add", "sub",  "mul", "dup",   "swap", "over", "drop", "lt",
                                 "jz",   "jmp", "call", "ret", "print", "halt", "load", "store"};
struct inst {
  enum op op;
  long arg;
};
struct program {
  struct inst code[128];
  int n;
};
static int assemble(const char *text, struct program *p) {
  struct {
    char name[16];
    int at;
  } labels[16];
  int count = 0;
  for (int pass = 0; pass < 2; pass++) {
    const char *s = text;
    char word[16];
    int used;
    p->n = 0;
    while (sscanf(s, "%15s%n", word, &used) == 1) {
      s += used;
      size_t len = strlen(word);
      if (word[len - 1] == ':') {
        word[len - 1] = 0;
        if (!pass) {
          strcpy(labels[count].name, word);
          labels[count++].at = p->n;
        }
        continue;
      }
      int op = 0;
      while (op < OPS && strcmp(names[op], word)) op++;
      if (op == OPS) return printf("unknown %s\n", word), 0;
      struct inst *i = &p->code[p->n++];
      i->op = op;
      i->arg = 0;
      if (op == PUSH || op == JZ || op == JMP || op == CALL || op == LOAD || op == STORE) {
        sscanf(s, "%15s%n", word, &used);
        s += used;
        if (isdigit((unsigned char)*word) || *word == '-')
          i->arg = atol(word);
        else if (pass) {
          int l = 0;
          while (l < count && strcmp(labels[l].name, word)) l++;
          if (l == count) return printf("no label %s\n", word), 0;
          i->arg = labels[l].at;
        }
      }
    }
  }
  return 1;
}
static const char *run(const struct program *p) {
  long stack[64], calls[32], vars[8] = {0};
  int sp = 0, cp = 0, pc = 0, steps = 0;
#define NEED(n)                                                                                              \
  if (sp < (n)) return "stack underflow"
  while (pc >= 0 && pc < p->n) {
    if (++steps > 10000) return "too long";
    struct inst i = p->code[pc++];
    long t;
    switch (i.op) {
    case PUSH:
      if (sp == 64) return "stack overflow";
      stack[sp++] = i.arg;
      break;
    case ADD:
      NEED(2);
      sp--;
      stack[sp - 1] += stack[sp];
      break;
    case SUB:
      NEED(2);
      sp--;
      stack[sp - 1] -= stack[sp];
      break;
    case MUL:
      NEED(2);
      sp--;
      stack[sp - 1] *= stack[sp];
      break;
    case LT:
      NEED(2);
      sp--;
      stack[sp - 1] = stack[sp - 1] < stack[sp];
      break;
    case DUP:
      NEED(1);
      stack[sp] = stack[sp - 1];
      sp++;
      break;
    case OVER:
      NEED(2);
      stack[sp] = stack[sp - 2];
      sp++;
      break;
    case SWAP:
      NEED(2);
      t = stack[sp - 1];
      stack[sp - 1] = stack[sp - 2];
      stack[sp - 2] = t;
      break;
    case DROP:
      NEED(1);
      sp--;
      break;
    case JZ:
      NEED(1);
      if (!stack[--sp]) pc = i.arg;
      break;
    case JMP:
      pc = i.arg;
      break;
    case CALL:
      if (cp == 32) return "calls too deep";
      calls[cp++] = pc;
      pc = i.arg;
      break;
    case RET:
      if (!cp) return "return from nothing";
      pc = calls[--cp];
      break;
    case PRINT:
      NEED(1);
      printf("%ld ", stack[--sp]);
      break;
    case LOAD:
      stack[sp++] = vars[i.arg & 7];
      break;
    case STORE:
      NEED(1);
      vars[i.arg & 7] = stack[--sp];
      break;
    case HALT:
      return "halted";
    default:
      return "bad instruction";
    }
  }
  return "ran off";
}
int main(void) {
  const char *sources[] = {
      "push 10 call fact print halt fact: dup push 2 lt jz more drop push 1 ret more: dup push 1 sub call fact mul ret",
      "push 0 store 0 push 1 store 1 loop: load 0 print load 0 load 1 dup store 0 add store 1 load 0 push 100 lt jz end jmp loop end: halt",
      "add",
      "loop: call loop",
      "jmp nowhere",
      "jmp 0",
      "frob",
      "push 1"};
  for (int i = 0; i < 8; i++) {
    struct program p;
    if (assemble(sources[i], &p)) puts(run(&p));
  }
  return 0;
}
