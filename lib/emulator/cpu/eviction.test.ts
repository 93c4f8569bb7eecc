import { expect, it } from 'vitest';
import { assemble } from '../../toolchain';
import { runElf } from '../testing';
import { MOST_BLOCKS } from './state';

it('a guest that makes code without end runs on as its translations are dropped', () => {
  // Each round calls a function that was not there before, and looks at its answer.
  const { elf } = assemble(
    `
        .globl _start
_start: mov $9, %eax
        xor %edi, %edi
        mov $4096, %esi
        mov $7, %edx
        mov $0x22, %r10d
        mov $-1, %r8
        xor %r9d, %r9d
        syscall
        mov %rax, %rbx
        movb $0xb8, (%rbx)
        movb $0xc3, 5(%rbx)
again:  inc %r12d
        mov %r12d, 1(%rbx)
        call *%rbx
        cmp %eax, %r12d
        jne bad
        cmp $${MOST_BLOCKS + 2000}, %r12d
        jb again
        mov $60, %eax
        xor %edi, %edi
        syscall
bad:    ud2
`,
    { name: 'maker.s' },
  );
  const { ending } = runElf(elf as Uint8Array, { maxCycles: 1e10 });
  expect(ending).toEqual({ kind: 'exited', status: 0 });
});
