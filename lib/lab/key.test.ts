import { describe, expect, it } from 'vitest';
import { runKey } from './key';

const elf = (byte: number) => ({ elf: Uint8Array.of(1, 2, byte) });

describe('runKey', () => {
  it('is the same for the same request, however its fields are ordered', () => {
    const a = runKey({ program: elf(3), args: ['x'], env: { A: '1', B: '2' } });
    const b = runKey({ env: { B: '2', A: '1' }, args: ['x'], program: elf(3), stdin: undefined });
    expect(a).toBe(b);
    expect(a).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs with bytes, arguments, their order, and files', () => {
    const keys = [
      runKey({ program: elf(3) }),
      runKey({ program: elf(4) }),
      runKey({ program: elf(3), args: ['a', 'b'] }),
      runKey({ program: elf(3), args: ['b', 'a'] }),
      runKey({ program: elf(3), args: ['a,b'] }),
      runKey({ program: elf(3), files: [{ path: '/a', bytes: Uint8Array.of(1) }] }),
      runKey({ program: elf(3), files: [{ path: '/a', bytes: Uint8Array.of(2) }] }),
      runKey({ program: elf(3), seed: 1 }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
