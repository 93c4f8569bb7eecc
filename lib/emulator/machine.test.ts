import { describe, expect, it } from 'vitest';
import { assemble } from '../toolchain';
import { type RunOptions, runElf } from './testing';

function run(source: string, options: RunOptions = {}) {
  const { elf, diagnostics } = assemble(`.intel_syntax noprefix\n.globl _start\n${source}`, {
    name: 'test.s',
  });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const ran = runElf(elf as Uint8Array, options);
  if (ran.machine.failure) throw ran.machine.failure;
  return ran;
}

const EXIT = (status: string) => `mov eax, 60\n mov edi, ${status}\n syscall\n`;

describe.each(['measured-vm', 'skylake-sp-pti'])('on %s', (profile) => {
  it('says hello and exits', () => {
    const { ending, stdout } = run(
      `_start: mov eax, 1
        mov edi, 1
        lea rsi, text[rip]
        mov edx, 6
        syscall
        lea edi, [rax + 36]
        mov eax, 60
        syscall
text: .ascii "hello\\n"`,
      { profile },
    );
    expect(stdout).toBe('hello\n');
    expect(ending).toEqual({ kind: 'exited', status: 42 });
  });

  it('keeps every register but rax, rcx and r11 over a call', () => {
    const { ending } = run(
      `_start: mov rbx, 1
        mov rbp, 2
        mov r12, 3
        mov r13, 4
        mov r14, 5
        mov r15, 6
        mov rdx, 7
        mov r8, 8
        mov r9, 9
        mov r10, 10
        mov rdi, 11
        mov rsi, 12
        mov eax, 39
        syscall
        lea rax, [rbx + rbp]
        add rax, r12
        add rax, r13
        add rax, r14
        add rax, r15
        add rax, rdx
        add rax, r8
        add rax, r9
        add rax, r10
        add rax, rdi
        add rax, rsi
        mov edi, eax
        mov eax, 60
        syscall`,
      { profile },
    );
    expect(ending).toEqual({ kind: 'exited', status: 78 });
  });

  it('takes calls by int 0x80', () => {
    const { ending, stdout } = run(
      `_start: mov eax, 4
        mov ebx, 1
        lea ecx, text[rip]
        mov edx, 3
        int 0x80
        mov ebx, eax
        mov eax, 1
        int 0x80
text: .ascii "80\\n"`,
      { profile },
    );
    expect(stdout).toBe('80\n');
    expect(ending).toEqual({ kind: 'exited', status: 3 });
  });

  it('forks, and waits for the child through a pipe', () => {
    const { ending, stdout, machine } = run(
      `_start: sub rsp, 32
        mov eax, 22          # pipe
        mov rdi, rsp
        syscall
        mov eax, 57          # fork
        syscall
        test eax, eax
        jz child
        mov ebx, eax
        mov eax, 0           # read: sleeps until the child writes
        mov edi, [rsp]
        lea rsi, [rsp + 16]
        mov edx, 4
        syscall
        mov edx, eax
        mov eax, 1
        mov edi, 1
        lea rsi, [rsp + 16]
        syscall
        mov eax, 61          # wait4
        mov rdi, -1
        lea rsi, [rsp + 8]
        xor edx, edx
        xor r10d, r10d
        syscall
        cmp eax, ebx
        jne bad
        movzx edi, byte ptr [rsp + 9]
        mov eax, 60
        syscall
bad:    ${EXIT('99')}
child:  mov eax, 1
        mov edi, [rsp + 4]
        lea rsi, text[rip]
        mov edx, 4
        syscall
        ${EXIT('7')}
text: .ascii "kid\\n"`,
      { profile },
    );
    expect(stdout).toBe('kid\n');
    expect(ending).toEqual({ kind: 'exited', status: 7 });
    expect(machine.usage.tasks).toBe(0);
  });
});
