import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleNatively, differences, missingTools } from './native';
import { Random } from './rows';

const missing = missingTools('as', 'ld');
if (missing) console.log(`skipped: GNU as is the oracle of these tests: ${missing}`);

const SOURCES = path.join(import.meta.dirname, 'src');
const SEED = Number(process.env.SEED ?? 1);
const PROGRAMS = Number(process.env.PROGRAMS ?? 40);

/** Instructions that leave labels, sizes and sections as the subject. */
const FILLERS = [
  'nop',
  'mov $1, %eax',
  'lea 8(%rsp), %rdi',
  'mov $0x123456789, %rax',
  'add %rbx, 4(%rcx,%rdx,8)',
  'syscall',
  'ret',
];
const CONDITIONS = 'e ne l ge a be s np o c'.split(' ');

/** A program of jumps over unsettled distances, alignments, spaces and data in several sections. */
function randomProgram(random: Random): string {
  const count = 20 + random.below(120);
  const label = () => `.L${random.below(count)}`;
  const statement = (i: number): string => {
    switch (random.below(16)) {
      case 0:
        return `.p2align ${random.below(6)}`;
      case 1:
        return `.balign ${2 ** random.below(7)}, 0x90, ${1 + random.below(20)}`;
      case 2:
        return `.skip ${random.below(140)}, 0x90`;
      case 3:
        return `call ${label()}`;
      case 4:
        return `lea ${label()}+${random.below(9)}(%rip), %rax`;
      case 5:
        return `mov $${label()}, %e${random.pick(['ax', 'di'])}`;
      case 6:
        return `.pushsection ${random.pick(['.rodata', '.data', '.text.hot,"ax",@progbits', 'mine,"aw"'])}\n.long ${label()}-${label()}\n.quad ${label()}\n.popsection`.replace(
          /\.long (\.L\d+)-\.L\d+/,
          '.long $1 - .',
        );
      case 7:
        return `.set v${i}, . - .L${i}\nmov $v${i}+${random.below(300)}, %ecx`;
      case 8:
      case 9:
        return `jmp ${label()}`;
      case 10:
      case 11:
      case 12:
        return `j${random.pick(CONDITIONS)} ${label()}`;
      case 13:
        return `.pushsection .bss\nb${i}: .skip ${1 + random.below(5000)}\n.popsection\nmov b${i}(%rip), %rax`;
      default:
        return random.pick(FILLERS);
    }
  };
  const lines = Array.from({ length: count }, (_, i) => `.L${i}: ${statement(i)}`);
  return ['.globl _start', '_start:', ...lines, ''].join('\n');
}

describe.skipIf(missing)('the same file as GNU as and ld make', () => {
  it.each(readdirSync(SOURCES).filter((f) => f.endsWith('.s')))('of %s', (file) => {
    const source = readFileSync(path.join(SOURCES, file), 'utf8');
    const native = assembleNatively(source);
    expect(native.errors).toBe('');
    expect(differences(source, native.elf as Uint8Array)).toEqual([]);
  });

  it(`of ${PROGRAMS} random programs, SEED=${SEED}`, () => {
    for (let seed = SEED; seed < SEED + PROGRAMS; seed++) {
      const source = randomProgram(new Random(seed));
      const native = assembleNatively(source);
      expect(native.errors, `SEED=${seed}\n${source}`).toBe('');
      expect(differences(source, native.elf as Uint8Array), `SEED=${seed} PROGRAMS=1`).toEqual([]);
    }
  });
});
