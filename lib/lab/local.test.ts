import { describe, expect, it } from 'vitest';
import { createLocalLab } from './local';
import type { RunProgress, RunRequest } from './types';

const lab = createLocalLab();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const asm = (source: string, more: Partial<RunRequest> = {}): RunRequest => ({
  program: { asm: `.globl _start\n_start:\n${source}`, name: 'test.s' },
  ...more,
});

const WRITE = (what: string, bytes: number) => `
        mov $1, %eax
        mov $1, %edi
        lea ${what}(%rip), %rsi
        mov $${bytes}, %edx
        syscall
`;
const EXIT = `
        mov $60, %eax
        xor %edi, %edi
        syscall
`;
const HELLO = `${WRITE('hi', 3)}${EXIT}hi: .ascii "hi\\n"`;
const SPIN = 'jmp _start';

describe('run', () => {
  it('counts executions when asked, at the same virtual cost', async () => {
    const loop = `mov $500, %ecx\n1: dec %ecx\njnz 1b\n${EXIT}`;
    const plain = await lab.run(asm(loop));
    const { heat, instructions, cycles } = await lab.run(asm(loop, { trace: { heat: true } }));
    expect(plain.heat).toBeUndefined();
    expect(cycles).toEqual(plain.cycles);
    expect([...(heat?.counts ?? [])]).toEqual([1, 500, 500, 1, 1, 1]);
    expect(heat?.counts.reduce((sum, n) => sum + n, 0)).toBe(instructions);
  });

  it('answers with output, status, counts, times and a trace', async () => {
    const result = await lab.run(asm(HELLO));
    expect(result.ending).toEqual({ kind: 'exited', status: 0 });
    expect(text(result.stdout)).toBe('hi\n');
    expect(result.trace.length).toBe(3);
    expect(result.instructions).toBe(8);
    const write = result.counts.find((row) => row.name === 'write');
    expect(write).toMatchObject({ calls: 1, errors: 0 });
    const { total, ...parts } = result.cycles;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6);
    expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
    expect(result.profile).toBe('measured-vm');
    expect(result.ns).toBeCloseTo(total / 3.65, 0);
  });

  it('gives the same result for the same request, and another one for another seed', async () => {
    const random = asm(`
        mov $318, %eax
        lea noise(%rip), %rdi
        mov $16, %esi
        xor %edx, %edx
        syscall
        ${WRITE('noise', 16)}${EXIT}
        .bss
noise:  .skip 16`);
    const [a, b, c] = await Promise.all([lab.run(random), lab.run(random), lab.run({ ...random, seed: 7 })]);
    expect(a).toEqual(b);
    expect(c.key).not.toBe(a.key);
    expect(c.stdout).not.toEqual(a.stdout);
  });

  it('says where the source is wrong, and runs nothing', async () => {
    const { ending, exit } = await lab.run(asm('mvo %eax, %ebx'));
    expect(exit).toBe(126);
    expect(ending).toMatchObject({ kind: 'failed', message: 'the source has an error' });
    expect(ending.kind === 'failed' && ending.diagnostics).toMatchObject([
      { file: 'test.s', line: 3, severity: 'error' },
    ]);
  });

  it('passes defines, arguments and environment', async () => {
    const source = `
        mov $60, %eax
        mov (%rsp), %rdi
        add $N, %rdi
        syscall`;
    const { program } = asm(source) as { program: { asm: string; name: string } };
    const result = await lab.run({ program: { ...program, defines: { N: '40' } }, args: ['a', 'b'] });
    expect(result.exit).toBe(42);
  });

  it('keeps output up to the limit', async () => {
    const result = await lab.run(asm(`${WRITE('_start', 100)}${EXIT}`, { limits: { output: 10 } }));
    expect(result.stdout.length).toBe(10);
    expect(result.truncated).toBe(true);
  });

  it('counts and prices calls beyond the rows that are kept', async () => {
    const source = `
        mov $50, %ebx
1:      mov $39, %eax
        syscall
        dec %ebx
        jnz 1b
        ${EXIT}`;
    const result = await lab.run(asm(source, { limits: { traceRows: 10 } }));
    expect(result.trace.length).toBe(10);
    expect(result.trace.total).toBe(52);
    expect(result.counts.find((row) => row.name === 'getpid')?.calls).toBe(50);
  });

  it('ends at its limit of cycles', async () => {
    const { ending, exit, cycles } = await lab.run(asm(SPIN, { limits: { cycles: 1e7 } }));
    expect(ending).toMatchObject({ kind: 'limit', what: 'cycles' });
    expect(exit).toBe(124);
    expect(cycles.total).toBeGreaterThanOrEqual(1e7);
    expect(cycles.total).toBeLessThan(1.001e7);
  });

  it('ends at its limit of memory', async () => {
    const touch = `
        mov $9, %eax
        xor %edi, %edi
        mov $0x7f8000, %esi
        mov $3, %edx
        mov $0x22, %r10d
        mov $-1, %r8
        xor %r9d, %r9d
        syscall
1:      movb $1, (%rax)
        add $4096, %rax
        jmp 1b`;
    const { ending } = await lab.run(asm(touch, { limits: { memory: 8 << 20 } }));
    expect(ending).toMatchObject({ kind: 'killed', message: expect.stringMatching(/8 MiB.*give it more/) });
  });

  it('stops when it is told to, and streams progress until then', async () => {
    const abort = new AbortController();
    const seen: RunProgress[] = [];
    const running = lab.run(asm(`${WRITE('_start', 1)} jmp _start`), {
      signal: abort.signal,
      onProgress: (p) => seen.push(p),
    });
    await new Promise((resolve) => setTimeout(resolve, 450));
    abort.abort();
    const result = await running;
    expect(result.ending).toEqual({ kind: 'stopped' });
    expect(seen.length).toBeGreaterThanOrEqual(3);
    const streamed = seen.flatMap((p) => p.output).reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(streamed).toBe(result.stdout.length);
  });

  it('hands over files that the program made', async () => {
    const source = `
        mov $2, %eax
        lea path(%rip), %rdi
        mov $0101, %esi
        mov $0600, %edx
        syscall
        mov %eax, %edi
        mov $1, %eax
        lea path(%rip), %rsi
        mov $4, %edx
        syscall
        ${EXIT}
path:   .asciz "/tmp/made"`;
    const { files } = await lab.run(asm(source));
    expect(files).toMatchObject([{ path: '/tmp/made', mode: 0o600 }]);
    expect(text(files[0].bytes)).toBe('/tmp');
  });

  it('refuses an unknown profile', async () => {
    await expect(lab.run(asm(HELLO, { profile: 'vax' }))).rejects.toThrow(/unknown machine profile 'vax'/);
  });
});
