import { Code, Decoder, DecoderOptions, Mnemonic } from 'iced-x86';
import { describe, expect, it } from 'vitest';
import { nameAbsent } from './absent';

const NAMED: readonly (readonly [hex: string, name: string])[] = [
  ['660f38dcc1', 'aesenc'],
  ['66450f38dfc1', 'aesdeclast'],
  ['660f3a44c111', 'pclmulqdq'],
  ['0f38cbc1', 'sha256rnds2'],
  ['0f3accc101', 'sha1rnds4'],
  ['0f01d0', 'xgetbv'],
  ['0fae27', 'xsave'],
  ['0fae6c2440', 'xrstor'],
  ['0faeb42400010000', 'xsaveopt'],
  ['0fc7642440', 'xsavec'],
  ['c7f800000000', 'xbegin'],
];

describe('instructions that are not here are named', () => {
  it.each(NAMED)('%s: %s', (hex, name) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    const decoder = new Decoder(64, bytes, DecoderOptions.None);
    const theirs = decoder.decode();
    expect(Mnemonic[theirs.mnemonic].toLowerCase()).toBe(name);
    expect(nameAbsent(bytes)).toBe(`${name}, which CPUID does not announce`);
    theirs.free();
    decoder.free();
  });

  it.each([
    ['c5fc28c1', 'an AVX instruction'],
    ['c4e27d18050000000000', 'an AVX instruction'],
    ['62f17c4828c1', 'an AVX-512 instruction'],
  ])('%s: %s', (hex, name) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    const decoder = new Decoder(64, bytes, DecoderOptions.None);
    const theirs = decoder.decode();
    expect(theirs.code).not.toBe(Code.INVALID);
    expect(nameAbsent(bytes)).toBe(`${name}, which CPUID does not announce`);
    theirs.free();
    decoder.free();
  });

  it('says nothing of bytes without a meaning', () => {
    expect(nameAbsent(Uint8Array.of(0x0f, 0x04))).toBe('');
    expect(nameAbsent(new Uint8Array(0))).toBe('');
  });
});
