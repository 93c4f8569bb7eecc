import { describe, expect, it } from 'vitest';
import { Decoder } from './decoder';
import { RIP_BASE } from './inst';

const decoder = new Decoder();
const decode = (hex: string, rip = 0x1000) =>
  decoder.decode(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), 0, rip);
function good(hex: string) {
  const inst = decode(hex);
  if (inst.encoding === undefined) throw new Error(`${hex}: ${inst.why}`);
  return inst;
}

describe('decoding', () => {
  it.each([
    ['90', 'nop', 1],
    ['f3 90', 'pause', 2],
    ['41 90', 'xchg', 2],
    ['48 89 c3', 'mov', 3],
    ['48 b8 8877665544332211', 'mov', 10],
    ['66 b8 3412', 'mov', 4],
    ['c8 1000 01', 'enter', 4],
    ['f3 0f 1e fa', 'endbr64', 4],
    ['0f 1e fa', 'nop', 3],
    ['0f 01 f8', 'swapgs', 3],
    ['0f 01 38', 'invlpg', 3],
    ['f3 0f bc c1', 'tzcnt', 4],
    ['0f bc c1', 'bsf', 3],
    ['f2 0f 38 f1 c1', 'crc32', 5],
    ['0f 38 f1 01', 'movbe', 4],
    ['0f c7 09', 'cmpxchg8b', 3],
    ['48 0f c7 09', 'cmpxchg16b', 4],
    ['64 48 8b 04 25 28000000', 'mov', 9],
  ])('%s is %s of %i bytes', (hex, mnemonic, length) => {
    expect(good(hex)).toMatchObject({ encoding: { mnemonic }, length });
  });

  it('finds the parts of a memory operand', () => {
    expect(good('8b 44 8b f0')).toMatchObject({ base: 3, index: 1, scale: 2, displacement: -16 });
    expect(good('43 8b 04 24')).toMatchObject({ base: 12, index: 12, scale: 0 });
    expect(good('8b 04 25 00000080')).toMatchObject({ base: -1, index: -1, displacement: -0x80000000 });
    expect(good('8b 05 10000000')).toMatchObject({ base: RIP_BASE, displacement: 16, next: 0x1006 });
    expect(good('8b 45 00')).toMatchObject({ base: 5, index: -1, displacement: 0 });
  });

  it('takes operand sizes from prefixes', () => {
    const sizes = ['01 c0', '66 01 c0', '48 01 c0', '66 48 01 c0', '50', '66 50', 'c3', '66 c3'];
    expect(sizes.map((hex) => good(hex).size)).toEqual([4, 2, 8, 8, 8, 2, 8, 8]);
  });

  it('counts REX only right before the opcode, and the last of F2 and F3', () => {
    expect(good('48 66 01 c0')).toMatchObject({ size: 2, rex: 0 });
    expect(good('f2 f3 a4')).toMatchObject({ repeat: 0xf3 });
  });

  it('finds targets', () => {
    expect(good('eb fe').target).toBe(0x1000);
    expect(good('e8 00010000').target).toBe(0x1105);
  });

  it.each([
    ['06', 'opcode'],
    ['0f 0b 0b'.slice(0, 2), 'fetch'],
    ['f0 01 c0', 'opcode'],
    ['f0 8b 00', 'opcode'],
    ['8d c0', 'opcode'],
    ['0f 04', 'opcode'],
    ['48 b8 00', 'fetch'],
    [`${'66 '.repeat(15)}90`, 'length'],
  ])('%s is refused: %s', (hex, why) => {
    expect(decode(hex)).toMatchObject({ encoding: undefined, why });
  });
});
