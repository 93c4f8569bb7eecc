import type { Row } from './row';

/** Sums inside a register, and moves that double numbers. SDM vol. 1 section 5.7. */
export const SSE3: Row[] = [
  ['addsubpd', '66 0F D0', 'Vx,Wx'],
  ['addsubps', 'F2 0F D0', 'Vx,Wx'],
  ['haddpd', '66 0F 7C', 'Vx,Wx'],
  ['haddps', 'F2 0F 7C', 'Vx,Wx'],
  ['hsubpd', '66 0F 7D', 'Vx,Wx'],
  ['hsubps', 'F2 0F 7D', 'Vx,Wx'],
  ['lddqu', 'F2 0F F0', 'Vx,Mx'],
  ['movddup', 'F2 0F 12', 'Vx,Wq'],
  ['movshdup', 'F3 0F 16', 'Vx,Wx'],
  ['movsldup', 'F3 0F 12', 'Vx,Wx'],
];

const AT_00 = 'pshufb phaddw phaddd phaddsw pmaddubsw phsubw phsubd phsubsw psignb psignw psignd pmulhrsw';

const row = (name: string, opcode: number): Row => [
  name,
  `66 0F 38 ${opcode.toString(16).padStart(2, '0').toUpperCase()}`,
  'Vx,Wx',
];

/** More integer operations. SDM vol. 1 section 5.8. */
export const SSSE3: Row[] = [
  ...AT_00.split(' ').map(row),
  ...['pabsb', 'pabsw', 'pabsd'].map((name, n) => row(name, 0x1c + n)),
  ['palignr', '66 0F 3A 0F', 'Vx,Wx,Ib'],
];
