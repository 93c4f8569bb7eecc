import type { Row } from './row';

/** Integer minima and maxima, 66 0F 38 38 and up. */
const EXTREMES: Row[] = 'pminsb pminsd pminuw pminud pmaxsb pmaxsd pmaxuw pmaxud'
  .split(' ')
  .map((name, n): Row => [name, `66 0F 38 ${(0x38 + n).toString(16).toUpperCase()}`, 'Vx,Wx']);

/** Extensions from one width to another: as many elements as fit the register. */
const EXTENSIONS: Row[] = (
  [
    ['bw', 'Wq'],
    ['bd', 'Wd'],
    ['bq', 'Ww'],
    ['wd', 'Wq'],
    ['wq', 'Wd'],
    ['dq', 'Wq'],
  ] as const
).flatMap(([widths, source], n): Row[] => [
  [`pmovsx${widths}`, `66 0F 38 2${n}`, `Vx,${source}`],
  [`pmovzx${widths}`, `66 0F 38 3${n}`, `Vx,${source}`],
]);

/** Blends, dot products, rounding, and moves of single elements. SDM vol. 1 section 5.9. */
export const SSE4_1: Row[] = [
  ...EXTREMES,
  ...EXTENSIONS,
  ['pblendvb', '66 0F 38 10', 'Vx,Wx,xmm0'],
  ['blendvps', '66 0F 38 14', 'Vx,Wx,xmm0'],
  ['blendvpd', '66 0F 38 15', 'Vx,Wx,xmm0'],
  ['ptest', '66 0F 38 17', 'Vx,Wx'],
  ['pmuldq', '66 0F 38 28', 'Vx,Wx'],
  ['pcmpeqq', '66 0F 38 29', 'Vx,Wx'],
  ['movntdqa', '66 0F 38 2A', 'Vx,Mx'],
  ['packusdw', '66 0F 38 2B', 'Vx,Wx'],
  ['pmulld', '66 0F 38 40', 'Vx,Wx'],
  ['phminposuw', '66 0F 38 41', 'Vx,Wx'],
  ['roundps', '66 0F 3A 08', 'Vx,Wx,Ib'],
  ['roundpd', '66 0F 3A 09', 'Vx,Wx,Ib'],
  ['roundss', '66 0F 3A 0A', 'Vx,Wd,Ib'],
  ['roundsd', '66 0F 3A 0B', 'Vx,Wq,Ib'],
  ['blendps', '66 0F 3A 0C', 'Vx,Wx,Ib'],
  ['blendpd', '66 0F 3A 0D', 'Vx,Wx,Ib'],
  ['pblendw', '66 0F 3A 0E', 'Vx,Wx,Ib'],
  ['pextrb', '66 0F 3A 14', 'Rd,Vx,Ib'],
  ['pextrb', '66 0F 3A 14', 'Mb,Vx,Ib'],
  ['pextrw', '66 0F 3A 15', 'Rd,Vx,Ib'],
  ['pextrw', '66 0F 3A 15', 'Mw,Vx,Ib'],
  ['pextrd', '66 0F 3A 16', 'Ed,Vx,Ib', 'w0'],
  ['pextrq', '66 0F 3A 16', 'Eq,Vx,Ib', 'w1'],
  ['extractps', '66 0F 3A 17', 'Ed,Vx,Ib'],
  ['pinsrb', '66 0F 3A 20', 'Vx,Rd,Ib'],
  ['pinsrb', '66 0F 3A 20', 'Vx,Mb,Ib'],
  ['insertps', '66 0F 3A 21', 'Vx,Wd,Ib'],
  ['pinsrd', '66 0F 3A 22', 'Vx,Ed,Ib', 'w0'],
  ['pinsrq', '66 0F 3A 22', 'Vx,Eq,Ib', 'w1'],
  ['dpps', '66 0F 3A 40', 'Vx,Wx,Ib'],
  ['dppd', '66 0F 3A 41', 'Vx,Wx,Ib'],
  ['mpsadbw', '66 0F 3A 42', 'Vx,Wx,Ib'],
];

/** Comparison of strings of bytes or words. SDM vol. 1 section 5.10; CRC32 and POPCNT are with the integers. */
export const SSE4_2: Row[] = [
  ['pcmpgtq', '66 0F 38 37', 'Vx,Wx'],
  ['pcmpestrm', '66 0F 3A 60', 'Vx,Wx,Ib'],
  ['pcmpestri', '66 0F 3A 61', 'Vx,Wx,Ib'],
  ['pcmpistrm', '66 0F 3A 62', 'Vx,Wx,Ib'],
  ['pcmpistri', '66 0F 3A 63', 'Vx,Wx,Ib'],
];
