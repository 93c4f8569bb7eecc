import { describe, expect, it } from 'vitest';
import { assemble } from '../toolchain';
import { createMachine, type Machine } from './machine';
import { TraceRecorder } from './tracer/recorder';

const SOURCE = `
        .globl _start
_start: xor %eax, %eax
        cpuid
        xor %edx, %edx
        mov $1000, %ecx
        lea cell(%rip), %rbx
again:  lea 1(%rdx), %rdx
        test $255, %dl
        jnz skip
mark:   mov %rdx, (%rbx)
skip:   dec %ecx
        jnz again
        mov $39, %eax
call:   syscall
        mov $60, %eax
        xor %edi, %edi
        syscall
        .data
        .skip 4096
cell:   .quad 0
`;
const { elf, listing } = assemble(SOURCE, { name: 'watch.s' });
/** Address of the first instruction of a line of the source. */
const at = (text: string): number => {
  const line = SOURCE.split('\n').findIndex((l) => l.startsWith(text)) + 1;
  const found = listing.find((entry) => entry.line === line);
  if (found === undefined) throw new Error(`no instruction in the line of ${text}`);
  return found.address;
};
const RDX = 2;
const RCX = 1;

function start(): { machine: Machine; recorder: TraceRecorder } {
  const recorder = new TraceRecorder();
  const machine = createMachine({
    tracer: recorder,
    console: { write: () => {} },
    files: [{ path: '/watch', source: elf as Uint8Array, mode: 0o755 }],
  });
  machine.exec({ path: '/watch' });
  machine.endInput();
  return { machine, recorder };
}
const plain = start();
while (plain.machine.run(1e9) === 'running');

/** What follows is what would have come without anybody looking. */
function expectSameEnd({ machine, recorder }: ReturnType<typeof start>): void {
  while (machine.run(1e9) === 'running');
  expect(machine.stats).toEqual(plain.machine.stats);
  expect(recorder.columns()).toEqual(plain.recorder.columns());
}

describe('a machine that is watched', () => {
  it('goes step by step', () => {
    const run = start();
    const { machine } = run;
    for (const _ of [1, 2]) expect(machine.runUntil({ at: at('again:') }, 1e9)).toBe('stopped');
    const before = machine.stats.userInstructions;
    for (let i = 0; i < 50; i++) expect(machine.step()).toBe('stopped');
    expect(machine.stats.userInstructions).toBe(before + 50);
    expectSameEnd(run);
  });

  it('takes every step of a program to its end', () => {
    const run = start();
    while (run.machine.step() === 'stopped');
    expectSameEnd(run);
  });

  it('stops at an address each time, and before the instruction there', () => {
    const run = start();
    const { machine } = run;
    for (const times of [1, 2, 3]) {
      expect(machine.runUntil({ at: at('mark:') }, 1e9)).toBe('stopped');
      expect(machine.cpu.rip).toBe(at('mark:'));
      expect(machine.cpu.gprLo(RDX)).toBe(256 * times);
    }
    expect(machine.runUntil({ at: at('mark:') }, 1e9)).toBe('ended');
    expectSameEnd(run);
  });

  it('stops when a call has come in, and has not been served', () => {
    const run = start();
    const { machine, recorder } = run;
    expect(machine.runUntil({ call: true }, 1e9)).toBe('stopped');
    const served = recorder.total;
    expect(machine.runUntil({ call: true }, 1e9)).toBe('stopped');
    expect(recorder.total).toBe(served + 1);
    expectSameEnd(run);
  });

  it('stops when a register changes', () => {
    const run = start();
    const { machine } = run;
    machine.runUntil({ at: at('again:') }, 1e9);
    expect(machine.runUntil({ register: RCX }, 1e9)).toBe('stopped');
    expect(machine.cpu.gprLo(RCX)).toBe(999);
    expectSameEnd(run);
  });

  it('stops when memory changes', () => {
    const run = start();
    const { machine } = run;
    machine.runUntil({ at: at('again:') }, 1e9);
    const cell = machine.cpu.gprAddress(3);
    for (const times of [1, 2]) {
      // The first write brings the page in; what it held counts as a change too when it was not there.
      do expect(machine.runUntil({ address: cell, length: 8 }, 1e9)).toBe('stopped');
      while (machine.cpu.cpl !== 3);
      expect(machine.cpu.rip).toBe(at('skip:'));
      expect(machine.cpu.gprLo(RDX)).toBe(256 * times);
    }
    expectSameEnd(run);
  });

  it('counts executions when asked, in one run and in steps', () => {
    for (const steps of [false, true]) {
      const run = start();
      const { machine } = run;
      machine.countExecutions = true;
      if (steps) while (machine.step() === 'stopped');
      expectSameEnd(run);
      const { executions } = machine;
      const total = [...executions.values()].reduce((sum, n) => sum + n, 0);
      expect(total).toBe(machine.stats.userInstructions);
      expect(executions.get(at('again:'))).toBe(1000);
      expect(executions.get(at('mark:'))).toBe(3);
      expect(executions.get(at('call:'))).toBe(1);
    }
  });
});
