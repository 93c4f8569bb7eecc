import { describe, expect, it } from 'vitest';
import { TestMachine, USER } from './testing';
import { VECTOR } from './vectors';

const hex = (text: string): number[] => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];
/** inc eax; addsd xmm0, xmm1; inc eax; int3. */
const CODE = hex('ffc0 f20f58c1 ffc0 cc');
const ADDSD = USER.CODE + 2;
const BP = 3;

function machine(cr0: number, cr4: number): TestMachine {
  const m = new TestMachine();
  m.cpu.cr0 = (m.cpu.cr0 & ~cr0) | cr0;
  m.cpu.cr4 &= ~cr4;
  m.user(CODE);
  return m;
}
const [EM, TS] = [4, 8];
const [OSFXSR, OSXMMEXCPT] = [0x200, 0x400];

describe('SSE by the control registers', () => {
  it.each([
    ['CR0.EM', EM, 0, VECTOR.UD],
    ['CR0.TS', TS, 0, VECTOR.NM],
    ['CR0.EM and TS', EM | TS, 0, VECTOR.UD],
    ['no CR4.OSFXSR', 0, OSFXSR, VECTOR.UD],
    ['no CR4.OSFXSR, with CR0.TS', TS, OSFXSR, VECTOR.UD],
  ])('%s: raised at the instruction itself, and it goes on afterwards', (_, cr0, cr4, vector) => {
    const m = machine(cr0, cr4);
    const { cr0: before, cr4: all } = new TestMachine().cpu;
    m.run();
    expect(m.trap()).toMatchObject({ vector, rip: ADDSD });
    expect(m.cpu.gprLo(0)).toBe(1);
    m.cpu.cr0 = before;
    m.cpu.cr4 = all;
    m.user([], ADDSD).run();
    expect(m.trap()).toMatchObject({ vector: BP, rip: USER.CODE + CODE.length });
    expect(m.cpu.gprLo(0)).toBe(2);
  });

  it('an unmasked exception is #UD without CR4.OSXMMEXCPT', () => {
    for (const [cr4, vector] of [
      [OSXMMEXCPT, VECTOR.UD],
      [0, VECTOR.XM],
    ]) {
      const m = machine(0, cr4);
      const fx = new DataView(m.cpu.fx.buffer, m.cpu.fx.byteOffset);
      // A signalling NaN, and no masks.
      fx.setUint32(24, 0, true);
      fx.setUint32(160 + 4, 0x7ff40000, true);
      m.run();
      expect(m.trap()).toMatchObject({ vector, rip: ADDSD });
      expect(fx.getUint32(24, true)).toBe(1);
    }
  });

  it('what needs no register of SSE runs all the same', () => {
    const m = new TestMachine();
    m.cpu.cr4 &= ~OSFXSR;
    // movnti [rsp-8], eax; sfence; prefetchnta [rax]; int3
    m.user(hex('0fc34424f8 0faef8 0f1800 cc')).run();
    expect(m.trap().vector).toBe(BP);
  });
});
