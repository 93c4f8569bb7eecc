import { expect, it } from 'vitest';
import { readElf, readSections, sectionBytes } from '../../elf';
import { assembleObject } from '../asm/assemble';
import { link } from './index';

/** A unit with functions in sections of their own, of which nothing needs the last. */
function unit(names: string[], next: string): string {
  const body = (name: string, n: number) => `
    .section .text.${name},"ax",@progbits
    .globl ${name}
${name}:
    .cfi_startproc
    ${'push %rbx\n.cfi_adjust_cfa_offset 8\n'.repeat(n + 1)}
    call ${n === 0 ? next : names[0]}
    ret
    .cfi_endproc`;
  return names.map(body).join('\n');
}

it('unwind entries follow each other without an end mark between', () => {
  const sources = [
    unit(['_start', 'unused1'], 'b'),
    unit(['b', 'unused2', 'unused3'], 'c'),
    unit(['c', 'unused4'], '_start'),
  ];
  const inputs = sources.map((source) => {
    const { object } = assembleObject(source, { name: 'a.s' });
    if (!object) throw new Error('does not assemble');
    return { kind: 'object' as const, object };
  });
  const { elf } = link(inputs, { static: true, gcSections: true });
  if (!elf) throw new Error('does not link');
  const file = readElf(elf);
  const section = readSections(file).find(({ name }) => name === '.eh_frame');
  const bytes = section ? sectionBytes(file, section) : new Uint8Array(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kinds: string[] = [];
  let at = 0;
  for (; at < bytes.length; at += 4 + view.getUint32(at, true))
    kinds.push(view.getUint32(at, true) === 0 ? 'end' : view.getUint32(at + 4, true) === 0 ? 'cie' : 'fde');
  expect(at).toBe(bytes.length);
  expect(kinds).toEqual(['cie', 'fde', 'fde', 'fde']);
});
