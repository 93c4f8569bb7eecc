import type { RunRequest } from './types';

/** As much of C as most programs have, in a few lines, so that little of the compiler is met for the first time later. */
const SOME_C = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct pair { int key; double value; struct pair *next; };
static int sum(const int *v, int n) { int s = 0; for (int i = 0; i < n; i++) if (v[i] % 3 != 1) s += v[i] * 2; return s; }
static double mean(struct pair *p) { double s = 0; int n = 0; for (; p; p = p->next, n++) s += p->value; return n ? s / n : 0; }
int main(int argc, char **argv) {
  int v[4] = { 1, 2, 3 };
  struct pair *p = NULL;
  for (int i = 0; i < 2; i++) {
    struct pair *q = malloc(sizeof *q);
    *q = (struct pair){ i, i / 2.0, p };
    p = q;
  }
  char line[32];
  unsigned h = 5381;
  for (char *s = argv[0]; *s; s++) h = h * 33 ^ (unsigned char)*s;
  while (argc > 1 && h & 1) h >>= 1;
  switch (h & 7) { case 0: v[0]--; break; default: v[1] = -v[1]; }
  snprintf(line, sizeof line, "%d %g %u\n", sum(v, 4), mean(p), h);
  return write(1, line, 0) < 0 || !strlen(line);
}
`;

/*
 * Programs of nothing. The first program that a Worker runs takes several times as long as the next one, since all that
 * runs it is compiled on the way: one of these is run before somebody waits.
 */
const LIMITS = { tty: true, limits: { output: 1 << 10, traceRows: 100 } };

export const NOTHING = {
  asm: {
    ...LIMITS,
    program: { asm: '.globl _start\n_start: mov $231, %eax\nxor %edi, %edi\nsyscall\n', name: 'nothing.s' },
  },
  c: {
    ...LIMITS,
    program: { c: SOME_C, name: 'nothing.c' },
  },
} as const satisfies Record<string, RunRequest>;
