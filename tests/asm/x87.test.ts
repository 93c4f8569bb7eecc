import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../lib/isa/table';
import { objectDifferences, objectNatively } from './compare';
import { missingTools } from './native';

const reason = missingTools('as');
if (reason) console.log(`skipped, x87 and BMI beside GNU as: ${reason}`);

const rows = ENCODINGS.filter(
  ({ map, opcode, vex }) => map === 0 && opcode >= 0xd8 && opcode <= 0xdf && !vex,
);
const names = [...new Set(rows.map(({ mnemonic }) => mnemonic))];
/** Forms that GNU as has no name for, or another one. */
const NAMELESS = /^(fstpnce|fneni|fndisi|fnsetpm)$/;
const LETTERS: Record<string, string> = { d: 'dword', q: 'qword', t: 'tbyte', w: 'word' };
const FLOAT: Record<string, string> = { d: 's', q: 'l', t: 't' };
const INTEGER: Record<string, string> = { w: 's', d: 'l', q: 'll' };
const isInteger = (name: string) => /^fi(?!nc)/.test(name);

/** Every form of every instruction of the unit, in a syntax. */
function lines(syntax: 'att' | 'intel'): string[] {
  const out: string[] = [];
  const reg = (n: number) => (syntax === 'att' ? `%st(${n})` : `st(${n})`);
  const top = syntax === 'att' ? '%st' : 'st';
  for (const { mnemonic, operands } of rows) {
    if (NAMELESS.test(mnemonic)) continue;
    const [first, second] = operands;
    if (first === undefined) out.push(mnemonic);
    else if (first === 'ax') out.push(`${mnemonic} ${syntax === 'att' ? '%ax' : 'ax'}`, mnemonic);
    else if (first[0] === 'M') {
      const size = first[1] ?? '';
      if (syntax === 'intel') {
        const word = size && !/^f(n?st[cs]w|ldcw)$/.test(mnemonic) ? `${LETTERS[size]} ptr ` : '';
        out.push(`${mnemonic} ${word}[rax+r9*2+16]`);
      } else {
        const control = /^f(n?st[cs]w|ldcw|b)/.test(mnemonic) || size === '';
        const suffix = control ? '' : (isInteger(mnemonic) ? INTEGER : FLOAT)[size];
        out.push(`${mnemonic}${suffix} 16(%rax,%r9,2)`, `${mnemonic}${suffix} sym(%rip)`);
      }
    } else if (second === undefined) out.push(`${mnemonic} ${reg(3)}`, `${mnemonic} ${reg(0)}`);
    else {
      const [a, b] = first === 'F' ? [reg(5), top] : [top, reg(5)];
      out.push(`${mnemonic} ${syntax === 'att' ? `${b}, ${a}` : `${a}, ${b}`}`);
      if (mnemonic.endsWith('p') || first === 'st') out.push(`${mnemonic} ${reg(2)}`.replace(/^fcmov.*/, ''));
    }
  }
  for (const name of ['fadd', 'fmul', 'fsub', 'fsubr', 'fdiv', 'fdivr'])
    if (names.includes(name)) out.push(name, `${name}p`);
  for (const name of ['fxch', 'fcom', 'fcomp', 'fucom', 'fucomp']) out.push(name);
  const at = syntax === 'att' ? '(%rax)' : '[rax]';
  for (const name of ['fstcw', 'fstsw', 'fstenv', 'fsave']) out.push(`${name} ${at}`);
  out.push('finit', 'fclex', 'fwait', 'wait');
  return [...new Set(out.filter((line) => line !== ''))];
}

const BMI = `
 andn %rax, %rbx, %rcx
 andn (%rax,%r10), %r9d, %r8d
 bextr %r9, (%rdi), %rcx
 blsr %r8, %r15
 blsmsk (%rax), %ecx
 blsi 8(%r13), %r12
 bzhi %eax, %ebx, %ecx
 mulx %rax, %rbx, %rcx
 pdep (%r8), %r9, %r10
 pext %eax, %ebx, %ecx
 rorx $13, %rax, %r9
 rorx $3, (%rsi), %ebx
 sarx %rax, (%rcx), %rdx
 shlx %r10d, %r11d, %r12d
 shrx %rax, %rbx, %rcx
`;

describe.skipIf(reason)('beside GNU as', () => {
  it.each(['att', 'intel'] as const)('the floating-point unit, %s', (syntax) => {
    const head = syntax === 'intel' ? '.intel_syntax noprefix\n' : '';
    const wrong: string[] = [];
    for (const line of lines(syntax)) {
      const source = `${head}${line}\n`;
      let native: ReturnType<typeof objectNatively>;
      try {
        native = objectNatively(source);
      } catch {
        continue; // as has no such form
      }
      const found = objectDifferences(source, native);
      if (found.length > 0) wrong.push(`${line}: ${found.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('the VEX-encoded instructions on general registers', () => {
    expect(objectDifferences(BMI, objectNatively(BMI))).toEqual([]);
  });
});
