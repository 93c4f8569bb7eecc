import { expect, it } from 'vitest';
import { assemble } from '../../toolchain';
import { runElf } from '../testing';

/** Park and Miller's generator: the same cases every time. */
function generator(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state * 48271) % 0x7fffffff;
    return state % n;
  };
}

const CALLS = 120;
/** Ends the program at once; the rest of the calls would not be made. */
const NOT: readonly number[] = [60, 231];

/** A program that makes calls with numbers and arguments nobody meant, then exits. */
function randomCalls(seed: number): string {
  const pick = generator(seed);
  const values: (() => string)[] = [
    () => String(pick(8)),
    () => String(pick(4096)),
    () => '-1',
    () => '-100',
    () => 'offset buffer',
    () => 'offset path',
    () => 'offset vector',
    () => `offset buffer + ${pick(8192)}`,
    () => '0x7ffffffff000',
    () => '0xffff888000000000',
    () => '0x8000000000000000',
    () => `0x${(pick(0x7fff) * 4096).toString(16)}`,
    () => `${2 ** pick(40)}`,
    () => '0x100000000',
    () => `0x${pick(0x7fffffff).toString(16)}`,
  ];
  const registers = ['rdi', 'rsi', 'rdx', 'r10', 'r8', 'r9'];
  const lines: string[] = [];
  for (let i = 0; i < CALLS; i++) {
    let nr = pick(10) === 0 ? pick(0x7fffffff) : pick(470);
    if (NOT.includes(nr)) nr = 39;
    for (const register of registers) lines.push(`mov ${register}, ${values[pick(values.length)]()}`);
    lines.push(`mov eax, ${nr}`, pick(12) === 0 ? 'int 0x80' : 'syscall');
  }
  return `.intel_syntax noprefix
.globl _start
_start:
${lines.join('\n')}
mov eax, 60
xor edi, edi
syscall
.data
path: .asciz "/tmp/a"
.balign 16
vector: .quad buffer, 100, path, 3, 0, 0
buffer: .fill 8192, 1, 65
.space 8192`;
}

it.each(Array.from({ length: 40 }, (_, i) => i + 1))(
  'random calls leave the machine whole (seed %i)',
  (seed) => {
    const { elf, diagnostics } = assemble(randomCalls(seed), { name: 'fuzz.s' });
    expect(diagnostics).toEqual([]);
    const { machine, ending } = runElf(elf as Uint8Array, { maxCycles: 2e8, memory: 32 * 2 ** 20 });
    if (machine.failure && ending?.kind === 'failed') throw machine.failure;
    expect(ending).toBeDefined();
  },
);

const hello = assemble(
  `.intel_syntax noprefix
.globl _start
_start: mov eax, 1
mov edi, 1
lea rsi, text[rip]
mov edx, 6
syscall
mov eax, 60
xor edi, edi
syscall
.data
text: .ascii "hello\\n"
.bss
.space 5000`,
  { name: 'hello.s' },
).elf as Uint8Array;

it.each(Array.from({ length: 150 }, (_, i) => i + 1))(
  'a damaged program leaves the machine whole (seed %i)',
  (seed) => {
    const pick = generator(seed);
    const elf = hello.slice(0, pick(8) === 0 ? pick(hello.length) : hello.length);
    for (let n = 1 + pick(6); n > 0 && elf.length > 0; n--) {
      const at = pick(Math.min(elf.length, pick(3) === 0 ? elf.length : 64 + 56 * 4));
      elf[at] = pick(3) === 0 ? [0, 0xff, 0x80, 0x7f][pick(4)] : pick(256);
    }
    const { machine, ending } = runElf(elf, { maxCycles: 2e7, memory: 32 * 2 ** 20 });
    if (machine.failure) throw machine.failure;
    expect(ending).toBeDefined();
  },
);
