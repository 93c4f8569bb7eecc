import type { Row } from './row';
import { arithmetic } from './sse';

/** Integer operations of one layout, 66 0F and an opcode: what MMX has with 64 bits. SDM vol. 2 table A-3. */
const PACKED = {
  60: 'punpcklbw punpcklwd punpckldq packsswb pcmpgtb pcmpgtw pcmpgtd packuswb',
  68: 'punpckhbw punpckhwd punpckhdq packssdw punpcklqdq punpckhqdq',
  74: 'pcmpeqb pcmpeqw pcmpeqd',
  D1: 'psrlw psrld psrlq paddq pmullw',
  D8: 'psubusb psubusw pminub pand paddusb paddusw pmaxub pandn pavgb psraw psrad pavgw pmulhuw pmulhw',
  E8: 'psubsb psubsw pminsw por paddsb paddsw pmaxsw pxor',
  F1: 'psllw pslld psllq pmuludq pmaddwd psadbw',
  F8: 'psubb psubw psubd psubq paddb paddw paddd',
} as const;

const INTEGER: Row[] = Object.entries(PACKED).flatMap(([first, names]) =>
  names.split(' ').map((name, n): Row => {
    const opcode = (Number.parseInt(first, 16) + n).toString(16).toUpperCase();
    return [name, `66 0F ${opcode}`, 'Vx,Wx'];
  }),
);

/** Shifts by an immediate. SDM vol. 2 table A-6, groups 12 to 14. */
const SHIFTS: Row[] = (
  [
    ['psrlw', '71 /2'],
    ['psraw', '71 /4'],
    ['psllw', '71 /6'],
    ['psrld', '72 /2'],
    ['psrad', '72 /4'],
    ['pslld', '72 /6'],
    ['psrlq', '73 /2'],
    ['psrldq', '73 /3'],
    ['psllq', '73 /6'],
    ['pslldq', '73 /7'],
  ] as const
).map(([name, opcode]): Row => [name, `66 0F ${opcode}`, 'Ux,Ib']);

/** Two double-precision numbers, or integers, in a register of 128 bits. SDM vol. 1 section 5.6. */
export const SSE2: Row[] = [
  ...arithmetic('double'),
  ...INTEGER,
  ...SHIFTS,
  ['movupd', '66 0F 10', 'Vx,Wx'],
  ['movupd', '66 0F 11', 'Wx,Vx'],
  ['movsd', 'F2 0F 10', 'Vx,Wq'],
  ['movsd', 'F2 0F 11', 'Wq,Vx'],
  ['movlpd', '66 0F 12', 'Vx,Mq'],
  ['movlpd', '66 0F 13', 'Mq,Vx'],
  ['unpcklpd', '66 0F 14', 'Vx,Wx'],
  ['unpckhpd', '66 0F 15', 'Vx,Wx'],
  ['movhpd', '66 0F 16', 'Vx,Mq'],
  ['movhpd', '66 0F 17', 'Mq,Vx'],
  ['movapd', '66 0F 28', 'Vx,Wx'],
  ['movapd', '66 0F 29', 'Wx,Vx'],
  ['cvtsi2sd', 'F2 0F 2A', 'Vx,Ey'],
  ['movntpd', '66 0F 2B', 'Mx,Vx'],
  ['cvttsd2si', 'F2 0F 2C', 'Gy,Wq'],
  ['cvtsd2si', 'F2 0F 2D', 'Gy,Wq'],
  ['ucomisd', '66 0F 2E', 'Vx,Wq'],
  ['comisd', '66 0F 2F', 'Vx,Wq'],
  ['movmskpd', '66 0F 50', 'Gd,Ux'],
  ['andpd', '66 0F 54', 'Vx,Wx'],
  ['andnpd', '66 0F 55', 'Vx,Wx'],
  ['orpd', '66 0F 56', 'Vx,Wx'],
  ['xorpd', '66 0F 57', 'Vx,Wx'],
  ['cvtps2pd', 'NP 0F 5A', 'Vx,Wq'],
  ['cvtpd2ps', '66 0F 5A', 'Vx,Wx'],
  ['cvtss2sd', 'F3 0F 5A', 'Vx,Wd'],
  ['cvtsd2ss', 'F2 0F 5A', 'Vx,Wq'],
  ['cvtdq2ps', 'NP 0F 5B', 'Vx,Wx'],
  ['cvtps2dq', '66 0F 5B', 'Vx,Wx'],
  ['cvttps2dq', 'F3 0F 5B', 'Vx,Wx'],
  ['cvttpd2dq', '66 0F E6', 'Vx,Wx'],
  ['cvtdq2pd', 'F3 0F E6', 'Vx,Wq'],
  ['cvtpd2dq', 'F2 0F E6', 'Vx,Wx'],
  ['movq', 'F3 0F 7E', 'Vx,Wq'],
  ['movq', '66 0F D6', 'Wq,Vx'],
  ['movd', '66 0F 6E', 'Vx,Ed', 'w0'],
  ['movq', '66 0F 6E', 'Vx,Rq', 'w1 =movd'],
  ['movq', '66 0F 6E', 'Vx,Mq', 'w1'],
  ['movd', '66 0F 7E', 'Ed,Vx', 'w0'],
  ['movq', '66 0F 7E', 'Rq,Vx', 'w1 =movd'],
  ['movq', '66 0F 7E', 'Mq,Vx', 'w1'],
  ['movdqa', '66 0F 6F', 'Vx,Wx'],
  ['movdqa', '66 0F 7F', 'Wx,Vx'],
  ['movdqu', 'F3 0F 6F', 'Vx,Wx'],
  ['movdqu', 'F3 0F 7F', 'Wx,Vx'],
  ['movntdq', '66 0F E7', 'Mx,Vx'],
  ['maskmovdqu', '66 0F F7', 'Vx,Ux'],
  ['pmovmskb', '66 0F D7', 'Gd,Ux'],
  ['pshufd', '66 0F 70', 'Vx,Wx,Ib'],
  ['pshufhw', 'F3 0F 70', 'Vx,Wx,Ib'],
  ['pshuflw', 'F2 0F 70', 'Vx,Wx,Ib'],
  ['pinsrw', '66 0F C4', 'Vx,Rd,Ib'],
  ['pinsrw', '66 0F C4', 'Vx,Mw,Ib'],
  ['pextrw', '66 0F C5', 'Gd,Ux,Ib'],
  ['shufpd', '66 0F C6', 'Vx,Wx,Ib'],
];
