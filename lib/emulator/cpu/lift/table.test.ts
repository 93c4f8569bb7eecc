import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../../isa/table';
import { SYSTEM_INSTRUCTIONS, softwareVector } from '../system/table';
import { LIFTS } from './table';

const MNEMONICS = [...new Set(ENCODINGS.map((e) => e.mnemonic))];

describe('the semantics', () => {
  it.each(MNEMONICS)('has %s', (mnemonic) => {
    expect(LIFTS[mnemonic]).toBeTypeOf('function');
  });

  it('has nothing that the instruction table has not', () => {
    expect(Object.keys(LIFTS).filter((name) => !MNEMONICS.includes(name))).toEqual([]);
    expect(Object.keys(SYSTEM_INSTRUCTIONS).filter((name) => !MNEMONICS.includes(name))).toEqual([]);
  });

  it('leaves to TypeScript only what TypeScript has', () => {
    const outside = 'iret cpuid rdmsr wrmsr cli sti lgdt lidt sgdt sidt lldt ltr str invlpg popf'.split(' ');
    expect(outside.filter((name) => SYSTEM_INSTRUCTIONS[name] === undefined)).toEqual([]);
    const interrupts = ENCODINGS.filter((e) => /^int/.test(e.mnemonic));
    for (const encoding of interrupts)
      expect(softwareVector({ encoding, immLo: 0x80 } as never)).toBeDefined();
  });
});
