import type { Row } from './row';

/** Operations that SSE2 and SSSE3 have with 66 before them. SDM vol. 2, tables. */
const PACKED = {
  '0F 60': 'punpcklbw punpcklwd punpckldq packsswb pcmpgtb pcmpgtw pcmpgtd packuswb',
  '0F 68': 'punpckhbw punpckhwd punpckhdq packssdw',
  '0F 74': 'pcmpeqb pcmpeqw pcmpeqd',
  '0F D1': 'psrlw psrld psrlq paddq pmullw',
  '0F D8': 'psubusb psubusw pminub pand paddusb paddusw pmaxub pandn pavgb psraw psrad pavgw pmulhuw pmulhw',
  '0F E8': 'psubsb psubsw pminsw por paddsb paddsw pmaxsw pxor',
  '0F F1': 'psllw pslld psllq pmuludq pmaddwd psadbw',
  '0F F8': 'psubb psubw psubd psubq paddb paddw paddd',
  '0F 38 00': 'pshufb phaddw phaddd phaddsw pmaddubsw phsubw phsubd phsubsw psignb psignw psignd pmulhrsw',
  '0F 38 1C': 'pabsb pabsw pabsd',
} as const;

const OPERATIONS: Row[] = Object.entries(PACKED).flatMap(([first, names]) =>
  names.split(' ').map((name, n): Row => {
    const at = first.lastIndexOf(' ') + 1;
    const opcode = (Number.parseInt(first.slice(at), 16) + n).toString(16).toUpperCase().padStart(2, '0');
    return [name, `NP ${first.slice(0, at)}${opcode}`, name.startsWith('punpckl') ? 'Pq,Qd' : 'Pq,Qq'];
  }),
);

const SHIFTS: Row[] = (
  [
    ['psrlw', '71 /2'],
    ['psraw', '71 /4'],
    ['psllw', '71 /6'],
    ['psrld', '72 /2'],
    ['psrad', '72 /4'],
    ['pslld', '72 /6'],
    ['psrlq', '73 /2'],
    ['psllq', '73 /6'],
  ] as const
).map(([name, opcode]): Row => [name, `NP 0F ${opcode}`, 'Nq,Ib']);

/** Integers in the x87 registers, and what SSE to SSSE3 added for them. SDM vol. 1, sections 5.4 and 5.5. */
export const MMX: Row[] = [
  ...OPERATIONS,
  ...SHIFTS,
  ['emms', 'NP 0F 77'],
  ['movq', 'NP 0F 6F', 'Pq,Qq'],
  ['movq', 'NP 0F 7F', 'Qq,Pq'],
  ['movd', 'NP 0F 6E', 'Pq,Ed', 'w0'],
  ['movq', 'NP 0F 6E', 'Pq,Rq', 'w1 =movd'],
  ['movq', 'NP 0F 6E', 'Pq,Mq', 'w1'],
  ['movd', 'NP 0F 7E', 'Ed,Pq', 'w0'],
  ['movq', 'NP 0F 7E', 'Rq,Pq', 'w1 =movd'],
  ['movq', 'NP 0F 7E', 'Mq,Pq', 'w1'],
  ['movntq', 'NP 0F E7', 'Mq,Pq'],
  ['pshufw', 'NP 0F 70', 'Pq,Qq,Ib'],
  ['palignr', 'NP 0F 3A 0F', 'Pq,Qq,Ib'],
  ['pinsrw', 'NP 0F C4', 'Pq,Rd,Ib'],
  ['pinsrw', 'NP 0F C4', 'Pq,Mw,Ib'],
  ['pextrw', 'NP 0F C5', 'Gd,Nq,Ib'],
  ['pmovmskb', 'NP 0F D7', 'Gd,Nq'],
  ['maskmovq', 'NP 0F F7', 'Pq,Nq'],
  ['movq2dq', 'F3 0F D6', 'Vx,Nq'],
  ['movdq2q', 'F2 0F D6', 'Pq,Ux'],
  ['cvtpi2ps', 'NP 0F 2A', 'Vx,Qq'],
  ['cvttps2pi', 'NP 0F 2C', 'Pq,Wq'],
  ['cvtps2pi', 'NP 0F 2D', 'Pq,Wq'],
  ['cvtpi2pd', '66 0F 2A', 'Vx,Qq'],
  ['cvttpd2pi', '66 0F 2C', 'Pq,Wx'],
  ['cvtpd2pi', '66 0F 2D', 'Pq,Wx'],
];
