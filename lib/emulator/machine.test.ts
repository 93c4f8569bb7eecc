import { describe, expect, it } from 'vitest';
import { assemble } from '../toolchain';
import { CPU_RESERVED } from './cpu';
import { createMachine } from './machine';
import { PAGE_SIZE, PhysicalMemory } from './mm/physical';
import { type RunOptions, runElf } from './testing';
import { vdso } from './vdso/vdso.generated';

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

describe('a run', () => {
  const spin = 'again: inc rax\n jmp again';

  it('ends with the reason when the program cannot be run', () => {
    const machine = createMachine({
      console: { write() {} },
      files: [{ path: '/text', source: new Uint8Array([104, 105]), mode: 0o755 }],
    });
    machine.exec({ path: '/none' });
    expect(machine.ending).toEqual({
      kind: 'failed',
      message: '/none cannot be run: No such file or directory',
    });
    const other = createMachine({
      console: { write() {} },
      files: [{ path: '/text', source: new Uint8Array([104, 105]), mode: 0o755 }],
    });
    other.exec({ path: '/text' });
    expect(other.ending).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('Exec format error; not an ELF file'),
    });
  });

  it('ends at its limit of cycles', () => {
    const { ending, machine } = run(`_start: ${spin}`, { maxCycles: 1e6 });
    expect(ending).toMatchObject({ kind: 'limit', what: 'cycles' });
    expect(machine.stats.cycles).toBeGreaterThanOrEqual(1e6);
    expect(machine.stats.cycles).toBeLessThan(1.001e6);
  });

  it('kills a program that fills the memory', () => {
    const { elf } = assemble(
      `.intel_syntax noprefix
.globl _start
_start: mov eax, 9
        xor edi, edi
        mov esi, 0x800000
        mov edx, 3
        mov r10d, 0x22
        mov r8, -1
        xor r9d, r9d
        syscall
        xor ecx, ecx
touch:  mov byte ptr [rax + rcx], 1
        add rcx, 4096
        cmp rcx, 0x800000
        jb touch
        jmp _start`,
      { name: 'full.s' },
    );
    const { ending } = runElf(elf as Uint8Array, { memory: 16 * 2 ** 20 });
    expect(ending).toMatchObject({
      kind: 'killed',
      signal: 9,
      message: expect.stringContaining("the machine's memory is full (16 MiB)"),
    });
  });

  it('ends in a deadlock that says who waits for what', () => {
    const { ending } = run(
      `_start: sub rsp, 16
        mov eax, 22
        mov rdi, rsp
        syscall
        mov eax, 0
        mov edi, [rsp]
        mov rsi, rsp
        mov edx, 1
        syscall`,
    );
    expect(ending?.kind).toBe('deadlock');
    expect(ending).toMatchObject({ message: expect.stringContaining('pid 2 (prog) waits for') });
  });

  it('names the instruction that killed it', () => {
    expect(run('_start: ud2').ending).toMatchObject({
      kind: 'killed',
      signal: 4,
      message: expect.stringMatching(/^SIGILL: illegal instruction at 0x401000: 0f 0b \(ud2\)$/),
    });
    expect(run('_start: mov eax, [0x10]').ending).toMatchObject({
      kind: 'killed',
      signal: 11,
      message: expect.stringContaining('tried to read from 0x10, where nothing is mapped'),
    });
    expect(run('_start: hlt').ending).toMatchObject({
      kind: 'killed',
      signal: 11,
      message: expect.stringContaining('general protection fault'),
    });
  });

  it('is the same however it is sliced', () => {
    const { elf } = assemble(
      `.intel_syntax noprefix
.globl _start
_start: mov eax, 57
        syscall
        mov ebx, 3000000
again:  test ebx, 0xffff
        jnz next
        mov eax, 24
        syscall
next:   dec ebx
        jnz again
        ${EXIT('0')}`,
      { name: 'two.s' },
    );
    const finish = (slice: number) => {
      const machine = createMachine({
        console: { write() {} },
        files: [{ path: '/prog', source: elf as Uint8Array, mode: 0o755 }],
      });
      machine.exec({ path: '/prog' });
      while (machine.run(slice) !== 'ended');
      return machine.stats;
    };
    const whole = finish(1e9);
    expect(finish(12_345)).toEqual(whole);
    expect(finish(777_777)).toEqual(whole);
  });

  it('shares the processor between busy tasks', () => {
    const { stdout } = run(
      `_start: mov eax, 57
        syscall
        test eax, eax
        lea rsi, a[rip]
        jz go
        lea rsi, b[rip]
go:     mov ebp, 3
line:   mov ebx, 12000000
spin:   dec ebx
        jnz spin
        mov eax, 1
        mov edi, 1
        mov edx, 1
        syscall
        dec ebp
        jnz line
        ${EXIT('0')}
a: .ascii "a"
b: .ascii "b"`,
    );
    expect([...stdout].sort().join('')).toBe('aaabbb');
    expect(stdout).not.toMatch(/aaa|bbb/);
  });

  it('gives back all memory, tasks and files', () => {
    const forks = (n: number) =>
      run(
        `_start: mov r12d, ${n}
next:   mov eax, 57
        syscall
        test eax, eax
        jz child
        mov eax, 61
        mov rdi, -1
        xor esi, esi
        xor edx, edx
        xor r10d, r10d
        syscall
        dec r12d
        jnz next
        ${EXIT('0')}
child:  push 1
        ${EXIT('0')}`,
      ).machine.usage;
    expect(forks(50)).toEqual(forks(1));
    expect(forks(50)).toMatchObject({ tasks: 0, descriptors: 0 });
  });

  it('is kept to the last byte in snapshots, however memory was written', () => {
    // By moves, pushes, strings, an exchange of 16 bytes, across a page, by FXSAVE, and by the kernel.
    const { elf } = assemble(
      `.intel_syntax noprefix
        .globl _start
        .bss
        .balign 4096
area:   .skip 69632
        .text
_start: lea rbx, area[rip]
        mov r12d, 2000
next:   mov eax, r12d
        and eax, 15
        shl eax, 12
        lea rdi, [rbx + rax]
        mov [rdi + 8], r12
        push r12
        pop r13
        add qword ptr [rdi + 4092], r12
        lea rsi, [rdi + 64]
        mov ecx, 40
        rep movsb
        mov eax, r12d
        lock cmpxchg16b [rbx + 512]
        fxsave64 [rbx + 4096]
        lea rdi, [rbx + 8192 + r12]
        mov esi, 7
        xor edx, edx
        mov eax, 318
        syscall
        dec r12d
        jnz next
        ${EXIT('0')}`,
      { name: 'test.s' },
    );
    const console = { write: () => {} };
    const files = [{ path: '/prog', source: elf as Uint8Array, mode: 0o755 }];
    const machine = createMachine({ memory: 32 * 2 ** 20, console, files });
    machine.exec({ path: '/prog', args: ['/prog'] });
    const memory = () => {
      const { phys } = machine;
      const owned = [...phys.refs.keys()].filter((pfn) => pfn > 0 && phys.refs[pfn] > 0);
      return Buffer.concat(owned.map((pfn) => phys.u8.slice(phys.offset(pfn), phys.offset(pfn + 1))));
    };
    const kept: { snapshot: ReturnType<typeof machine.snapshot>; bytes: Buffer }[] = [];
    do kept.push({ snapshot: machine.snapshot(), bytes: memory() });
    while (machine.run(30_011) === 'running');
    expect(kept.length).toBeGreaterThan(20);
    for (let n = 1, at = 0; n <= 60; n++) {
      at = (at + 7 * n) % kept.length;
      machine.restore(kept[at].snapshot);
      expect(memory().equals(kept[at].bytes), `snapshot ${at}`).toBe(true);
      // What is kept on another way from there is told apart too.
      machine.run(10_007 * (n % 5));
      if (n % 3 === 0) kept[at] = { snapshot: machine.snapshot(), bytes: memory() };
    }
  });

  it('leaves memory of zeros to the next machine when it is closed', () => {
    const memory = 32 * 2 ** 20;
    // A loop that becomes hot, a child, vectors and the x87: every part of the processor has written something.
    const busy = () =>
      run(
        `_start: mov ebx, 2000000
again:  movaps xmm1, xmm0
        dec ebx
        jnz again
        fldpi
        mov eax, 57
        syscall
        ${EXIT('3')}`,
        { memory },
      );
    const first = busy();
    const { ending } = first.machine;
    const { stats } = first.machine;
    first.machine.close();
    expect(() => first.machine.stats).toThrow('closed');
    const { memory: taken, u32 } = new PhysicalMemory(CPU_RESERVED, memory / PAGE_SIZE);
    expect(taken).toBe(first.machine.phys.memory);
    expect(u32.findIndex((word) => word !== 0)).toBe(-1);

    busy().machine.close();
    const again = busy().machine;
    expect({ ending: again.ending, stats: again.stats }).toEqual({ ending, stats });
  });
});

describe('time', () => {
  it('reads the same clock through the vDSO as through the trap', () => {
    const { stdout } = run(
      `_start: mov rsi, rsp
argv:   lodsq
        test rax, rax
        jnz argv
env:    lodsq
        test rax, rax
        jnz env
aux:    lodsq
        mov rdx, rax
        lodsq
        cmp edx, 33             # AT_SYSINFO_EHDR
        jne aux
        lea rbx, [rax + ${vdso.symbols.__vdso_clock_gettime}]
        mov ebp, 20
round:  sub rsp, 48
        lea rsi, [rsp]
        mov edi, 1
        call rbx
        lea rsi, [rsp + 16]
        mov edi, 1
        mov eax, 228
        syscall
        lea rsi, [rsp + 32]
        mov edi, 1
        call rbx
        mov eax, 1
        mov edi, 1
        mov rsi, rsp
        mov edx, 48
        syscall
        dec ebp
        jnz round
        ${EXIT('0')}`,
      { binary: true },
    );
    const bytes = Uint8Array.from(stdout, (c) => c.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    const times = Array.from({ length: bytes.length / 16 }, (_, i) =>
      Number(view.getBigUint64(i * 16, true) * 1_000_000_000n + view.getBigUint64(i * 16 + 8, true)),
    );
    expect(times.length).toBe(60);
    for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]);
    for (let i = 0; i < times.length; i += 3) expect(times[i + 2] - times[i]).toBeLessThan(400);
  });

  it('sleeps for as long as it is asked to', () => {
    const { machine, ending } = run(
      `_start: push 5000000
        push 0
        mov rdi, rsp
        xor esi, esi
        mov eax, 35
        syscall
        mov edi, eax
        mov eax, 60
        syscall`,
    );
    expect(ending).toEqual({ kind: 'exited', status: 0 });
    expect(machine.stats.ns).toBeGreaterThan(5_000_000);
    expect(machine.stats.ns).toBeLessThan(5_200_000);
    expect(machine.stats.idle).toBeGreaterThan(machine.stats.cycles * 0.9);
  });
});
