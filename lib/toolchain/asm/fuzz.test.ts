import { expect, it } from 'vitest';
import { assemble } from './assemble';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const ROUNDS = Number(process.env.FUZZ_CASES ?? 300);

/** Processor time in ms: other work on the machine does not count. */
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const SOURCE = String.raw`
.globl _start
.set size, 64
.macro call3 nr, a=0, b:req, rest:vararg
    mov $\nr, %eax; mov $\a, %edi
    .ifnb \b
    lea \b, %rsi
    .endif
    syscall
.endm
_start: call3 1, 1, msg(%rip)
1:  dec %rcx; jnz 1b
    jmp 2f
    .p2align 4
2:  rep stosq
    lock xaddl %eax, %fs:8(%rbx,%rcx,4)
    movzbl (%rsi), %ecx /* a byte */
    movabs $0x1122334455667788, %rax
    .intel_syntax noprefix
    mov qword ptr [rbx+rcx*4+8], offset msg
    cmp byte ptr table[rip+3], 'x'
    lea rax, -8[rbp]
    .att_syntax
    .rept 3
    .irp r, ax, bx
    push %r\r
    .endr
    .endr
    .section .rodata,"a",@progbits
msg: .ascii "hello \"there\"\n\0\x41\101" // text
    .size msg, . - msg
    .data
table: .quad msg, size*2+(3<<4), . - table
    .byte 'a', -1, 1f-table
    .fill 3, 2, 0x1234
1:  .balign 16, 0xcc
    .comm buffer, size, 32
    .uleb128 1b - table
    .org table + 128
    .if size == 64
    .long 1
    .else
    .long 2
    .endif
`;
const PIECES = [
  ...'()[]{}"\'\\,;:$%*+-/<>=!&|^~.#@\n\t 0',
  ...'.macro .endm .rept .endr .if .endif .org .skip .align .set .intel_syntax .irp x rax %rax (%rax 1b 1f'.split(
    ' ',
  ),
  ...'0x 0xffffffffffffffff 9999999999999999999999 -1 18446744073709551615 1<<63 .quad .fill ptr qword offset'.split(
    ' ',
  ),
];

/** A source of numbers that is the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutate(source: string, random: (below: number) => number): string {
  let text = source;
  for (let edits = 1 + random(6); edits > 0; edits--) {
    const at = random(text.length + 1);
    const length = random(4) ? random(4) : random(60);
    const piece = PIECES[random(PIECES.length)];
    const other = random(text.length);
    const inserted = ['', piece, piece + piece, text.slice(other, other + random(40)), ` ${piece} `][
      random(5)
    ];
    text = text.slice(0, at) + inserted + text.slice(at + length);
  }
  return text;
}

it('assembles the source that the others are made from', () => {
  expect(assemble(SOURCE, { name: 'fuzz.s' }).diagnostics).toEqual([]);
});

it.each([
  ['symbols defined by each other', '.set a, b+b\n.set b, a+a\n.long a, b'],
  ['a symbol doubled over and over', `.set a, u\n${'.set a, a+a\n'.repeat(60)}.long a`],
  [
    'a long chain of symbols',
    `${Array.from({ length: 5000 }, (_, i) => `.set s${i}, s${i + 1}`).join('\n')}\n.long s0`,
  ],
  ['a macro that calls itself twice', '.macro m\nm\nm\n.endm\nm'],
  ['a macro that doubles its argument', '.macro m a\nm \\a\\a\n.endm\nm xy'],
  ['deep parentheses', `.long ${'('.repeat(100_000)}`],
  ['many signs', `.long ${'-'.repeat(100_000)}1`],
  ['a long sum', `.long ${'u+'.repeat(50_000)}1`],
  ['repeats of repeats', `${'.rept 1000\n'.repeat(5)}nop\n${'.endr\n'.repeat(5)}`],
  ['huge spaces', '.data\n.skip 1<<39\n.balign 1<<31\n.byte 1\n.org 1<<39\n.fill 1<<40,8,1'],
  ['a huge alignment', '.data\n.byte 1\n.p2align 31\n.byte 1'],
  ['sizes that chase each other', '.skip b-a\na: .skip a-c\nb: nop\nc: .skip b-c+1'],
])('takes %s', (_, source) => {
  const start = used();
  assemble(`.globl _start\n_start:\n${source}\n`, { name: 'odd.s' });
  expect(used() - start).toBeLessThan(10_000);
});

it(`never throws and never hangs, FUZZ_SEED=${SEED}`, { timeout: 3_600_000 }, () => {
  for (let round = 0; round < ROUNDS; round++) {
    const source = mutate(SOURCE, randomFrom(SEED + round));
    const start = used();
    const result = (() => {
      try {
        return assemble(source, { name: 'fuzz.s' });
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED + round} FUZZ_CASES=1: ${error}\n${source}`, { cause: error });
      }
    })();
    expect(used() - start, `FUZZ_SEED=${SEED + round} FUZZ_CASES=1`).toBeLessThan(5000);
    for (const d of result.diagnostics) {
      expect(d.line, d.message).toBeGreaterThan(0);
      expect(d.column, d.message).toBeGreaterThan(0);
      expect(d.endColumn, d.message).toBeGreaterThan(d.column);
    }
    expect(result.elf !== undefined).toBe(!result.diagnostics.some((d) => d.severity === 'error'));
  }
});
