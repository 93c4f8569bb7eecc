import type { Row } from './row';

/** The eight operations that share one layout: six opcodes from base, and /digit of 80, 81, 83. SDM vol. 2. */
const ALU: Row[] = ['add', 'or', 'adc', 'sbb', 'and', 'sub', 'xor', 'cmp'].flatMap((name, digit): Row[] => {
  const base = (n: number) => (digit * 8 + n).toString(16).padStart(2, '0').toUpperCase();
  const lock = name === 'cmp' ? '' : 'lock';
  return [
    [name, base(0), 'Eb,Gb', lock],
    [name, base(1), 'Ev,Gv', lock],
    [name, base(2), 'Gb,Eb'],
    [name, base(3), 'Gv,Ev'],
    [name, base(4), 'al,Ib'],
    [name, base(5), 'rAX,Iz'],
    [name, `80 /${digit}`, 'Eb,Ib', lock],
    [name, `81 /${digit}`, 'Ev,Iz', lock],
    [name, `83 /${digit}`, 'Ev,Is', lock],
  ];
});

/** Shifts and rotates: C0 C1 by an immediate, D0 D1 by one, D2 D3 by CL. /6 is an old second name of shl. */
const SHIFT: Row[] = (
  [
    ['rol', 0],
    ['ror', 1],
    ['rcl', 2],
    ['rcr', 3],
    ['shl', 4, '=sal'],
    ['shr', 5],
    ['shl', 6],
    ['sar', 7],
  ] as const
).flatMap(([name, digit, alias = '']): Row[] => [
  [name, `C0 /${digit}`, 'Eb,Ib', alias],
  [name, `C1 /${digit}`, 'Ev,Ib', alias],
  [name, `D0 /${digit}`, 'Eb,1', alias],
  [name, `D1 /${digit}`, 'Ev,1', alias],
  [name, `D2 /${digit}`, 'Eb,cl', alias],
  [name, `D3 /${digit}`, 'Ev,cl', alias],
]);

/** Bit tests: by a register (a memory operand is then a bit string), or by an immediate. */
const BIT: Row[] = (
  [
    ['bt', 'A3', 4],
    ['bts', 'AB', 5],
    ['btr', 'B3', 6],
    ['btc', 'BB', 7],
  ] as const
).flatMap(([name, opcode, digit]): Row[] => {
  const lock = name === 'bt' ? '' : 'lock';
  return [
    [name, `0F ${opcode}`, 'Ev,Gv', lock],
    [name, `0F BA /${digit}`, 'Ev,Ib', lock],
  ];
});

/** The sixteen conditions in encoding order, first the name that disassemblers print. SDM vol. 2 appendix B.1.4. */
export const CONDITIONS: readonly (readonly string[])[] = [
  ['o'],
  ['no'],
  ['b', 'c', 'nae'],
  ['ae', 'nb', 'nc'],
  ['e', 'z'],
  ['ne', 'nz'],
  ['be', 'na'],
  ['a', 'nbe'],
  ['s'],
  ['ns'],
  ['p', 'pe'],
  ['np', 'po'],
  ['l', 'nge'],
  ['ge', 'nl'],
  ['le', 'ng'],
  ['g', 'nle'],
];

const CONDITIONAL: Row[] = CONDITIONS.flatMap(([cc, ...others], n): Row[] => {
  const digit = n.toString(16).toUpperCase();
  const alias = (stem: string) => others.map((o) => `=${stem}${o}`).join(' ');
  return [
    [`j${cc}`, `7${digit}`, 'Jb', `f64 end ${alias('j')}`],
    [`j${cc}`, `0F 8${digit}`, 'Jz', `f64 end ${alias('j')}`],
    [`set${cc}`, `0F 9${digit}`, 'Eb', alias('set')],
    [`cmov${cc}`, `0F 4${digit}`, 'Gv,Ev', alias('cmov')],
  ];
});

/** Data movement, arithmetic, logic and bits on the general registers. SDM vol. 1 section 5.1. */
export const INTEGER: Row[] = [
  ...ALU,
  ...SHIFT,
  ...BIT,
  ...CONDITIONAL,
  ['mov', '88', 'Eb,Gb'],
  ['mov', '89', 'Ev,Gv'],
  ['mov', '8A', 'Gb,Eb'],
  ['mov', '8B', 'Gv,Ev'],
  ['mov', 'B0+', 'Zb,Ib'],
  ['mov', 'B8+', 'Zv,Iv'],
  ['mov', 'C6 /0', 'Eb,Ib'],
  ['mov', 'C7 /0', 'Ev,Iz'],
  ['mov', 'A0', 'al,Ob', '=movabs'],
  ['mov', 'A1', 'rAX,Ov', '=movabs'],
  ['mov', 'A2', 'Ob,al', '=movabs'],
  ['mov', 'A3', 'Ov,rAX', '=movabs'],
  ['movbe', '0F 38 F0', 'Gv,Mv', 'norep'],
  ['movbe', '0F 38 F1', 'Mv,Gv', 'norep'],
  ['movnti', 'NP 0F C3', 'My,Gy'],
  ['movzx', '0F B6', 'Gv,Eb'],
  ['movzx', '0F B7', 'Gv,Ew'],
  ['movsx', '0F BE', 'Gv,Eb'],
  ['movsx', '0F BF', 'Gv,Ew'],
  ['movsxd', '63', 'Gv,Ed'],
  ['lea', '8D', 'Gv,M'],
  ['xchg', '86', 'Eb,Gb', 'lock'],
  ['xchg', '87', 'Ev,Gv', 'lock'],
  // 90 itself is nop (pause with F3) unless REX.B names r8: SDM "XCHG", "NOP".
  ['xchg', '90+', 'Zv,rAX'],
  ['cmpxchg', '0F B0', 'Eb,Gb', 'lock'],
  ['cmpxchg', '0F B1', 'Ev,Gv', 'lock'],
  ['cmpxchg8b', '0F C7 /1', 'Mq', 'w0 lock'],
  ['cmpxchg16b', '0F C7 /1', 'M', 'w1 lock'],
  ['xadd', '0F C0', 'Eb,Gb', 'lock'],
  ['xadd', '0F C1', 'Ev,Gv', 'lock'],
  ['bswap', '0F C8+', 'Zy'],
  ['push', '50+', 'Zv', 'd64'],
  ['push', '68', 'Iz', 'd64'],
  ['push', '6A', 'Is', 'd64'],
  ['push', 'FF /6', 'Ev', 'd64'],
  ['push', '0F A0', 'fs', 'd64'],
  ['push', '0F A8', 'gs', 'd64'],
  ['pop', '58+', 'Zv', 'd64'],
  ['pop', '8F /0', 'Ev', 'd64'],
  ['pop', '0F A1', 'fs', 'd64'],
  ['pop', '0F A9', 'gs', 'd64'],
  ['pushf', '9C', '', 'd64'],
  ['popf', '9D', '', 'd64 end'],
  ['lahf', '9F'],
  ['sahf', '9E'],
  ['inc', 'FE /0', 'Eb', 'lock'],
  ['inc', 'FF /0', 'Ev', 'lock'],
  ['dec', 'FE /1', 'Eb', 'lock'],
  ['dec', 'FF /1', 'Ev', 'lock'],
  ['not', 'F6 /2', 'Eb', 'lock'],
  ['not', 'F7 /2', 'Ev', 'lock'],
  ['neg', 'F6 /3', 'Eb', 'lock'],
  ['neg', 'F7 /3', 'Ev', 'lock'],
  ['test', '84', 'Eb,Gb'],
  ['test', '85', 'Ev,Gv'],
  ['test', 'A8', 'al,Ib'],
  ['test', 'A9', 'rAX,Iz'],
  ['test', 'F6 /0', 'Eb,Ib'],
  ['test', 'F7 /0', 'Ev,Iz'],
  ['test', 'F6 /1', 'Eb,Ib'],
  ['test', 'F7 /1', 'Ev,Iz'],
  ['mul', 'F6 /4', 'Eb'],
  ['mul', 'F7 /4', 'Ev'],
  ['imul', 'F6 /5', 'Eb'],
  ['imul', 'F7 /5', 'Ev'],
  ['imul', '0F AF', 'Gv,Ev'],
  ['imul', '69', 'Gv,Ev,Iz'],
  ['imul', '6B', 'Gv,Ev,Is'],
  ['div', 'F6 /6', 'Eb'],
  ['div', 'F7 /6', 'Ev'],
  ['idiv', 'F6 /7', 'Eb'],
  ['idiv', 'F7 /7', 'Ev'],
  // One opcode, three names by operand size: cbw cwde cdqe, and cwd cdq cqo. The decoder picks the name.
  ['cwde', '98', '', '=cbw =cdqe'],
  ['cdq', '99', '', '=cwd =cqo'],
  ['shld', '0F A4', 'Ev,Gv,Ib'],
  ['shld', '0F A5', 'Ev,Gv,cl'],
  ['shrd', '0F AC', 'Ev,Gv,Ib'],
  ['shrd', '0F AD', 'Ev,Gv,cl'],
  ['bsf', '0F BC', 'Gv,Ev'],
  ['bsr', '0F BD', 'Gv,Ev'],
  ['tzcnt', 'F3 0F BC', 'Gv,Ev'],
  ['lzcnt', 'F3 0F BD', 'Gv,Ev'],
  ['popcnt', 'F3 0F B8', 'Gv,Ev'],
  ['crc32', 'F2 0F 38 F0', 'Gy,Eb'],
  ['crc32', 'F2 0F 38 F1', 'Gy,Ev'],
  ['clc', 'F8'],
  ['stc', 'F9'],
  ['cmc', 'F5'],
  ['cld', 'FC'],
  ['std', 'FD'],
  ['xlatb', 'D7', '', '=xlat'],
];
