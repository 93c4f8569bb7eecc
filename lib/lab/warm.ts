import type { RunRequest } from './types';

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
    program: { c: '#include <stdio.h>\nint main(void) { puts(""); return 0; }\n', name: 'nothing.c' },
  },
} as const satisfies Record<string, RunRequest>;
