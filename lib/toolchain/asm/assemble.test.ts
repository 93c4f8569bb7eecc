import { describe, expect, it } from 'vitest';
import { DT, PF, PT, readDynamic, readElf, readSymbols, segmentBytes } from '../../elf';
import { formatDiagnostic } from '../diagnostic';
import { assemble } from './assemble';

const HELLO = `        .globl _start
_start: mov     $1, %eax        # write
        lea     msg(%rip), %rsi
        mov     $len, %edx
        syscall
        .section .rodata
msg:    .ascii  "hi\\n"
len = . - msg
`;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The bytes of .text for a few statements. */
function text(source: string, intel = false): string {
  const result = assemble(`${intel ? '.intel_syntax noprefix\n' : ''}${source}\n`, {
    name: 't.s',
    output: 'flat',
  });
  expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
  return hex(result.sections.find((s) => s.name === '.text')?.bytes ?? new Uint8Array());
}

/** The diagnostics of a statement that stands in line 3 of a program. */
function complaints(statement: string): string[] {
  const result = assemble(`.globl _start\n_start:\n${statement}\n`, { name: 't.s' });
  return result.diagnostics.map((d) => formatDiagnostic(d).replace(/^t\.s:/, ''));
}

describe('an executable', () => {
  const result = assemble(HELLO, { name: 'hello.s' });
  const file = readElf(result.elf as Uint8Array);

  it('has headers, code and constants on pages of their own', () => {
    expect(result.diagnostics).toEqual([]);
    expect(file.programHeaders.map((p) => [p.type, p.flags, p.vaddr, p.offset])).toEqual([
      [PT.LOAD, PF.R, 0x400000, 0],
      [PT.LOAD, PF.R | PF.X, 0x401000, 0x1000],
      [PT.LOAD, PF.R, 0x402000, 0x2000],
    ]);
    expect(file.header.entry).toBe(0x401000);
    expect(hex(segmentBytes(file, file.programHeaders[1]))).toBe('b801000000488d35f40f0000ba030000000f05');
    expect(Buffer.from(segmentBytes(file, file.programHeaders[2])).toString()).toBe('hi\n');
  });

  it('has its symbols', () => {
    const symbols = readSymbols(file).map((s) => [s.name, s.value]);
    expect(symbols).toContainEqual(['_start', 0x401000]);
    expect(symbols).toContainEqual(['msg', 0x402000]);
    expect(symbols).toContainEqual(['len', 3]);
    expect(result.symbols.find((s) => s.name === 'msg')).toMatchObject({
      section: '.rodata',
      binding: 'local',
    });
  });

  it('comes with a listing', () => {
    expect(result.listing.map((l) => [l.line, l.address, hex(l.bytes), l.text])).toEqual([
      [2, 0x401000, 'b801000000', '_start: mov     $1, %eax'],
      [3, 0x401005, '488d35f40f0000', 'lea     msg(%rip), %rsi'],
      [4, 0x40100c, 'ba03000000', 'mov     $len, %edx'],
      [5, 0x401011, '0f05', 'syscall'],
      [7, 0x402000, '68690a', 'msg:    .ascii  "hi\\n"'],
    ]);
  });

  it('takes symbols from outside', () => {
    const source = '.globl _start\n_start: mov $SIZE, %eax\nmov $TWICE, %ebx\n';
    const { sections } = assemble(source, { name: 'd.s', defines: { SIZE: '64', TWICE: 'SIZE * 2' } });
    expect(hex(sections[0].bytes)).toBe('b840000000bb80000000');
  });
});

describe('other images', () => {
  it('are flat, at any address', () => {
    const { sections, elf } = assemble('nop\n.quad .\n', { name: 'k.s', output: 'flat', base: -0x7f000000 });
    expect(elf).toBeUndefined();
    expect(sections).toMatchObject([{ name: '.text', address: -0x7f000000, size: 9 }]);
    expect(hex(sections[0].bytes)).toBe('9001000081ffffffff');
  });

  it('are shared objects with versions', () => {
    const source =
      '.globl f\n.type f, @function\nf: lea __ehdr_start-4096(%rip), %rax\nret\n.size f, .-f\n.hidden g\n.globl g\ng: ret\n';
    const { elf, diagnostics } = assemble(source, {
      name: 'v.s',
      output: 'shared',
      soname: 'v.so',
      version: 'V_1',
    });
    expect(diagnostics).toEqual([]);
    const file = readElf(elf as Uint8Array);
    expect(file.programHeaders.map((p) => [p.type, p.flags])).toEqual([
      [PT.LOAD, PF.R | PF.X],
      [PT.DYNAMIC, PF.R],
    ]);
    expect(readSymbols(file, true).map((s) => [s.name, s.size])).toEqual(
      expect.arrayContaining([
        ['f', 8],
        ['V_1', 0],
      ]),
    );
    expect(readSymbols(file, true).some((s) => s.name === 'g')).toBe(false);
    expect(readDynamic(file).map((d) => d.tag)).toEqual(
      expect.arrayContaining([DT.SONAME, DT.HASH, DT.GNU_HASH, DT.VERDEF]),
    );
  });
});

describe('encodings', () => {
  it.each([
    ['add $1, %rax', 'add rax, 1', '4883c001'],
    ['add $128, %eax', 'add eax, 128', '0580000000'],
    ['mov $-1, %rax', 'mov rax, -1', '48c7c0ffffffff'],
    ['movabs $1, %rax', 'movabs rax, 1', '48b80100000000000000'],
    ['mov $0x80000000, %rax', 'mov rax, 0x80000000', '48b80000008000000000'],
    ['movb $1, 8(%rsp)', 'mov byte ptr [rsp+8], 1', 'c644240801'],
    ['mov (%r13), %r12', 'mov r12, [r13]', '4d8b6500'],
    ['mov 4(,%rax,8), %ecx', 'mov ecx, 4[rax*8]', '8b0cc504000000'],
    ['movzbl %sil, %eax', 'movzx eax, sil', '400fb6c6'],
    ['movslq %ecx, %rdx', 'movsxd rdx, ecx', '4863d1'],
    ['cqto', 'cqo', '4899'],
    ['rep stosq', 'rep stosq', 'f348ab'],
    ['lock xaddl %eax, %fs:(%rbx)', 'lock xadd fs:[rbx], eax', '64f00fc103'],
    ['jmp *%rax', 'jmp rax', 'ffe0'],
    ['call *8(%rbx)', 'call [rbx+8]', 'ff5308'],
    ['xchg %eax, %eax', 'xchg eax, eax', '87c0'],
    ['int $3', 'int 3', 'cc'],
    ['enter $16, $1', 'enter 16, 1', 'c8100001'],
    ['shl %cl, %rdx', 'shl rdx, cl', '48d3e2'],
    ['pushq $300', 'push 300', '682c010000'],
  ])('%s and %s', (att, intel, bytes) => {
    expect(text(att)).toBe(bytes);
    expect(text(intel, true)).toBe(bytes);
  });

  it('make jumps as short as they can be', () => {
    expect(text('a: jmp a\njne b\n.skip 127\nb:')).toMatch(/^ebfe757f/);
    expect(text('jne b\n.skip 128\nb:')).toMatch(/^0f8580000000/);
  });
});

describe('diagnostics', () => {
  it.each([
    ['movv %eax, %ebx', "3:1: error: unknown mnemonic 'movv'; did you mean 'mov'?"],
    ['mov %rax, %ebx', "3:1: error: operands of 'mov' differ in size: ebx has 32 bits, rax 64"],
    [
      'mov (%rax), (%rbx)',
      "3:5: error: 'mov' takes one memory operand; load the other one into a register first",
    ],
    [
      'call printf',
      "3:6: error: undefined symbol 'printf'; no C library is linked in; make the system call itself",
    ],
    ['mov $5, %foo', "3:9: error: there is no register '%foo'"],
    ['.sectoin .text', "3:1: error: unknown directive '.sectoin'; did you mean '.section'?"],
    ['.ascii "abc', "3:8: error: the string has no closing '\"'"],
    ['int 0x80', "3:5: error: this is the memory at that address; a constant is written with '$'"],
    ['db 5', "3:1: error: unknown mnemonic 'db'; that is '.byte' here"],
    ['x: x: nop', "3:4: error: symbol 'x' is already defined"],
    ['1: jmp 2b', "3:8: error: there is no label '2:' before this; '2f' means the next one"],
    [
      'loop far; .skip 300; far:',
      '3:1: error: the target is 300 bytes away, out of reach of 8 bits; this instruction has a short form only; jump around a jmp',
    ],
    [
      '.intel_syntax noprefix; mov [rax], 1',
      "3:29: error: operand size missing: 'mov' could write 8, 16, 32 or 64 bits; write the size before the memory operand, as in 'qword ptr [rax]'",
    ],
    ['.intel_syntax noprefix; mov eax, 0ffh', "3:34: error: '0ffh' is no number; write 0xff"],
    [
      'mov eax, 1',
      "3:5: error: 'eax' is not marked as a register; a register is written '%eax'; if this is Intel syntax, put '.intel_syntax noprefix' before it",
    ],
    [
      '.include "x.s"',
      "3:1: error: '.include': there are no other files to read; put the text into this source",
    ],
    ['push %eax', "3:1: error: 'push' has no 32-bit form in 64-bit code; use the 64-bit register"],
    [
      'lock mov %eax, (%rbx)',
      "3:6: error: 'lock' cannot stand before 'mov' here; it takes an instruction that changes a memory operand, such as lock add, xadd or cmpxchg",
    ],
    ['.if 1', "3:1: error: '.if' is never closed; add '.endif'"],
    ['.byte 300', '3:7: warning: value 0x12c is cut to 8 bits'],
  ])('%s', (statement, message) => {
    expect(complaints(statement)).toEqual([message]);
  });

  it('do not stop at the first mistake', () => {
    const result = assemble('foo\nnop\nbar %eax\n.baz\n', { name: 'many.s' });
    expect(result.diagnostics.map((d) => [d.line, d.column, d.endColumn])).toEqual([
      [1, 1, 4],
      [3, 1, 4],
      [4, 1, 5],
    ]);
  });

  it('point at the call of a macro, with a note at its line', () => {
    expect(complaints('.macro m r\n  mov $1, \\r\n.endm\n  m %eaxx')).toEqual([
      "6:3: error: there is no register '%eaxx' (in macro 'm')",
      "4:3: note: expanded to 'mov $1, %eaxx'",
    ]);
  });
});
