import { describe, expect, it } from 'vitest';
import { assemble } from '../../toolchain';
import { createLocalLab } from '../local';
import type { DebugSession } from './types';

const SOURCE = `
        .globl _start, main, twice
_start: call main
        mov %eax, %edi
        mov $60, %eax
        syscall
main:   push %rbx
        xor %ebx, %ebx
        mov $3, %ecx
again:  mov %ebx, %edi
        call twice
        lea 1(%rax), %ebx
        push %rcx
print:  mov $1, %eax
        mov $1, %edi
        lea text(%rip), %rsi
        mov $2, %edx
        syscall
        pop %rcx
        mov %rbx, cell(%rip)
stored: dec %ecx
        jnz again
        mov %ebx, %eax
        pop %rbx
        ret
twice:  lea (%rdi,%rdi), %eax
        cmp $2, %edi
        jne back
        nop
back:   ret
text:   .ascii "x\\n"
        .data
cell:   .quad 5
`;
const { elf, listing } = assemble(SOURCE, { name: 'debug.s' });
const lines = SOURCE.split('\n');
/** Address of the first instruction of the line that begins so. */
const at = (start: string): number => {
  const line = lines.findIndex((text) => text.trim().startsWith(start)) + 1;
  return listing.find((entry) => entry.line === line)?.address ?? 0;
};
const lab = createLocalLab();
const open = () => lab.debug({ program: { elf: elf as Uint8Array } });
const rip = ({ state }: DebugSession) => Number(state.registers.rip);
const text = ({ state }: DebugSession) =>
  state.output.map(({ bytes }) => new TextDecoder().decode(bytes)).join('');

/** All places of the program from its start on, step by step. */
async function places(session: DebugSession): Promise<string[]> {
  const seen: string[] = [];
  while (session.state.why !== 'ended') {
    const { registers, instructions, cycles, printed } = session.state;
    seen.push(`${instructions} ${cycles} ${printed} ${Object.values(registers).join()}`);
    await session.step();
  }
  return seen;
}

describe('a session', () => {
  it('begins at main, at the first instruction, or where it is told to', async () => {
    expect(rip(await open())).toBe(at('main:'));
    const request = { program: { elf: elf as Uint8Array } };
    const entry = await lab.debug(request, { start: 'entry' });
    expect(entry.state).toMatchObject({ why: 'start', instructions: 0, printed: 0 });
    expect(rip(entry)).toBe(at('_start:'));
    expect(rip(await lab.debug(request, { start: { symbol: 'twice' } }))).toBe(at('twice:'));
    expect(entry.elf).toEqual(elf);
  });

  it('comes to the same end as a run', async () => {
    const plain = await lab.run({ program: { elf: elf as Uint8Array } });
    const session = await open();
    await places(session);
    const result = await session.result();
    expect(result).toEqual({ ...plain, key: result.key });
    expect(session.state).toMatchObject({ why: 'ended', ending: { kind: 'exited', status: 7 } });
  });

  it('steps back through all places that it stepped through', async () => {
    const session = await open();
    const forward = await places(session);
    for (const place of forward.slice().reverse()) {
      const { why, registers, instructions, cycles, printed } = await session.step({ back: true });
      expect(why).toBe('step');
      expect(`${instructions} ${cycles} ${printed} ${Object.values(registers).join()}`).toBe(place);
    }
    for (const _ of [1, 2]) await session.step({ back: true });
    expect(rip(session)).toBe(at('_start:'));
    expect((await session.step({ back: true })).why).toBe('beginning');
    expect(session.state.printed).toBe(0);
    await session.go();
    expect(session.state).toMatchObject({ why: 'ended', printed: 6 });
    expect(text(session)).toBe('x\nx\nx\n');
  });

  it('steps over calls, out of functions, and within a line', async () => {
    const session = await open();
    await session.go({ at: [at('call twice')] });
    await session.step({ over: true });
    expect(rip(session)).toBe(at('lea 1(%rax)'));
    await session.step({ over: true, back: true });
    expect(rip(session)).toBe(at('call twice'));
    await session.step();
    expect(rip(session)).toBe(at('twice:'));
    await session.out();
    expect(rip(session)).toBe(at('lea 1(%rax)'));
    const line = { start: at('print:'), end: at('stored:') };
    await session.go({ at: [line.start] });
    await session.step({ over: true, within: line });
    expect(rip(session)).toBe(line.end);
    await session.step({ back: true });
    await session.step({ over: true, within: line, back: true });
    expect(rip(session)).toBe(line.start);
    expect(session.state.printed).toBe(0);
  });

  it('stops at breakpoints, forward and back', async () => {
    const session = await open();
    const stops = { at: [at('again:'), at('stored:')] };
    for (const place of ['again:', 'stored:', 'again:', 'stored:']) {
      expect((await session.go(stops)).why).toBe('breakpoint');
      expect(rip(session)).toBe(at(place));
    }
    for (const place of ['again:', 'stored:', 'again:']) {
      expect((await session.go({ ...stops, back: true })).why).toBe('breakpoint');
      expect(rip(session)).toBe(at(place));
    }
    expect((await session.go({ ...stops, back: true })).why).toBe('beginning');
    expect(rip(session)).toBe(at('again:'));
  });

  it('stops at the next call, and tells which', async () => {
    const session = await open();
    await session.go({ call: true });
    const { call, registers, kernel } = session.state;
    expect(call).toMatchObject({ nr: 1, name: 'write', args: [1n, registers.rsi, 2n] });
    expect(registers.orig_rax).toBe(1n);
    expect(kernel && kernel.rip > registers.rip).toBe(true);
    await session.step();
    expect(session.state.registers.rax).toBe(2n);
    expect(text(session)).toBe('x\n');
  });

  it('stops when a register or memory changes, and finds the last change', async () => {
    const session = await open();
    await session.go({ watch: [{ register: 'rcx' }] });
    expect(session.state).toMatchObject({ why: 'watch', registers: { rcx: 3n } });
    await session.go({ at: [at('stored:')] });
    const address = (await session.mappings()).find(({ rights }) => rights === 'rw-p')?.start ?? 0;
    const watch = [{ address, length: 8 }];
    const cell = async () => (await session.memory(address, 8)).bytes[0];
    expect(await cell()).toBe(1);
    for (const value of [3, 7]) {
      expect((await session.go({ watch })).why).toBe('watch');
      expect(rip(session)).toBe(at('stored:'));
      expect(await cell()).toBe(value);
    }
    expect((await session.go({ watch, back: true })).why).toBe('watch');
    expect(await cell()).toBe(3);
  });

  it('walks through the kernel when asked', async () => {
    const session = await open();
    await session.go({ at: [at('syscall')] });
    await session.go({ call: true });
    await session.step({ back: true });
    expect(session.state.code.slice(0, 2)).toEqual(Uint8Array.of(0x0f, 0x05));
    await session.step({ kernel: true });
    expect(session.state.kernel?.rip).toBeGreaterThan(2n ** 63n);
    await session.step();
    expect(session.state.kernel).toBeUndefined();
  });

  it('pauses a loop without end, and goes on', async () => {
    const loop = assemble('.globl _start\n_start: jmp _start\n', { name: 'loop.s' }).elf as Uint8Array;
    const session = await lab.debug({ program: { elf: loop } });
    const going = session.go();
    setTimeout(() => session.pause(), 20);
    expect((await going).why).toBe('paused');
    const { instructions } = session.state;
    expect(instructions).toBeGreaterThan(1000);
    await session.step();
    expect(session.state.instructions).toBe(instructions + 1);
    await session.step({ back: true });
    expect(session.state.instructions).toBe(instructions);
  });

  it('gives input, which makes it another run', async () => {
    const source = `
        .globl _start
_start: xor %eax, %eax
        xor %edi, %edi
        lea -16(%rsp), %rsi
        mov $1, %edx
        syscall
        movzbl -16(%rsp), %edi
        mov $60, %eax
        syscall`;
    const { elf: reader } = assemble(source, { name: 'read.s' });
    const session = await lab.debug({ program: { elf: reader as Uint8Array } }, { interactive: true });
    expect((await session.go()).why).toBe('waiting');
    await session.input(Uint8Array.of(65));
    await session.go();
    expect(session.state.ending).toEqual({ kind: 'exited', status: 65 });
    for (let steps = 0; steps < 4; steps++) await session.step({ back: true });
    expect(session.state.why).toBe('step');
    await session.go();
    expect(session.state.why).toBe('waiting');
    await session.input(Uint8Array.of(66));
    await session.go();
    expect(session.state.ending).toEqual({ kind: 'exited', status: 66 });
  });

  it('says why a program cannot be looked at', async () => {
    const session = await lab.debug({ program: { asm: 'mvo %eax, %ebx\n', name: 'typo.s' } });
    expect(session.state).toMatchObject({ why: 'ended', ending: { kind: 'failed' } });
    expect((await session.step()).ending).toMatchObject({ diagnostics: [{ line: 1 }] });
  });
});
