import { expect, it } from 'vitest';
import { ElfError, readArchive, STB, writeArchive } from '../../elf';
import { assembleObject } from '../asm/assemble';
import { readObject, writeObject } from '../object';
import { type LinkInput, type LinkOptions, link, readShared } from '.';

const SEED = Number(process.env.SEED ?? 1);
const ROUNDS = Number(process.env.ROUNDS ?? 300);

const SOURCES = [
  `.globl _start
_start: .cfi_startproc
  call f@PLT
  mov g@GOTPCREL(%rip), %rax
  mov t@gottpoff(%rip), %rax
  mov $text, %edi
  .cfi_endproc
.section .rodata.str1.1,"aMS",@progbits,1
text: .string "some text"
.string "text"
.section .tdata,"awT",@progbits
.globl t
t: .quad 5
.section .init_array,"aw",@init_array
.quad _start
.section .debug_info
.quad _start, text`,
  `.globl f, g
.section .text.f,"axG",@progbits,f,comdat
f: .cfi_startproc
ret
.cfi_endproc
.data
g: .quad f, local - ., weak
.text
local: nop
.weak weak
.comm shared, 64, 32
.bss
.skip 100`,
];

function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const objects = SOURCES.map((source, i) => {
  const { object } = assembleObject(source, { name: `${i}.s` });
  if (!object) throw new Error('the seed does not assemble');
  return { object, bytes: writeObject(object) };
});
const archive = writeArchive(
  objects.map(({ object, bytes }, i) => ({
    name: `member_with_a_long_name_${i}.o`,
    bytes,
    symbols: object.symbols
      .filter((s) => s.binding !== STB.LOCAL && s.section !== 'undefined')
      .map((s) => s.name),
  })),
);
const WAYS: LinkOptions[] = [
  {},
  { gcSections: true, ehFrameHdr: true },
  { kind: 'pie', static: true, packRelative: true },
  { kind: 'shared', soname: 'x', versionScript: 'V { global: f; local: *; };' },
];
const shared = link([{ kind: 'object', object: objects[1].object }], { kind: 'shared', soname: 'f.so' })
  .elf as Uint8Array;

function mutate(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const out = bytes.slice(0, next(8) === 0 ? next(bytes.length) : bytes.length);
  const INTERESTING = [0, 1, 0xff, 0x7f, 0x80, 0xf1, 0xf2, 8, 0x10, 0x40];
  for (let n = 1 + next(6); n > 0 && out.length; n--)
    out[next(out.length)] = next(2) ? INTERESTING[next(INTERESTING.length)] : next(256);
  return out;
}

/** Reads and links; the only way out besides an answer is an ElfError. */
function attempt(one: Uint8Array, kind: number, way: LinkOptions): void {
  const other: LinkInput = { kind: 'object', object: objects[1].object };
  try {
    if (kind === 0) link([{ kind: 'object', object: readObject(one, 'm.o') }, other], way);
    else if (kind === 1)
      link([{ kind: 'archive', name: 'm.a', archive: readArchive(one), whole: true }], way);
    else
      link(
        [
          { kind: 'object', object: objects[0].object },
          { kind: 'shared', library: readShared(one, 'm.so') },
        ],
        {},
      );
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
  }
}

it(`never throws and never hangs on damaged files, SEED=${SEED}`, { timeout: 3_600_000 }, () => {
  const next = random(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    const kind = next(3);
    const bytes = mutate([objects[0].bytes, archive, shared][kind], next);
    const started = performance.now();
    try {
      attempt(bytes, kind, WAYS[next(WAYS.length)]);
    } catch (error) {
      throw new Error(`SEED=${SEED}, round ${round}, kind ${kind}`, { cause: error });
    }
    expect(performance.now() - started, `round ${round}, kind ${kind}`).toBeLessThan(5000);
  }
});
