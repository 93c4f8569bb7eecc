import { describe, expect, it } from 'vitest';
import { hashFiles, runKey } from './key';

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

  it('is the same whoever hashed the large files', async () => {
    const request = () => ({
      program: { elf: new Uint8Array(100_000).fill(1) },
      files: [
        { path: '/large', bytes: new Uint8Array(70_000).fill(2) },
        { path: '/small', bytes: Uint8Array.of(3) },
      ],
    });
    const ahead = request();
    await hashFiles(ahead);
    expect(runKey(ahead)).toBe(runKey(request()));
    ahead.files[0].bytes = new Uint8Array(70_000);
    expect(runKey(ahead)).not.toBe(runKey(request()));
  });
});
