import type { Row } from './row';

/** Fences, whose modrm.rm means nothing: the assembler takes 0. */
const FENCES: Row[] = (
  [
    ['lfence', 0xe8],
    ['mfence', 0xf0],
    ['sfence', 0xf8],
  ] as const
).flatMap(([name, first]) =>
  Array.from({ length: 8 }, (_, rm): Row => [name, `NP 0F AE ${(first + rm).toString(16).toUpperCase()}`]),
);

/** Control transfer and the hint instructions that stand beside it. SDM vol. 1 section 5.1.7. */
export const CONTROL: Row[] = [
  ['jmp', 'EB', 'Jb', 'f64 end'],
  ['jmp', 'E9', 'Jz', 'f64 end'],
  ['jmp', 'FF /4', 'Ev', 'f64 end'],
  ['call', 'E8', 'Jz', 'f64 end'],
  ['call', 'FF /2', 'Ev', 'f64 end'],
  ['ret', 'C3', '', 'f64 end'],
  ['ret', 'C2', 'Iw', 'f64 end'],
  ['loopne', 'E0', 'Jb', 'f64 end =loopnz'],
  ['loope', 'E1', 'Jb', 'f64 end =loopz'],
  ['loop', 'E2', 'Jb', 'f64 end'],
  ['jrcxz', 'E3', 'Jb', 'f64 end =jecxz'],
  // Far transfers. SDM vol. 2, "JMP", "CALL", "RET".
  ['ljmp', 'FF /5', 'Mp', 'end'],
  ['lcall', 'FF /3', 'Mp', 'end'],
  ['retf', 'CB', '', 'end =lret'],
  ['retf', 'CA', 'Iw', 'end =lret'],
  ['leave', 'C9', '', 'd64'],
  ['enter', 'C8', 'Iw,Ib', 'd64'],
  ['nop', '90'],
  ['pause', 'F3 90'],
  ['nop', '0F 1F', 'Ev'],
  // The hint space around it runs as nop too (0F 18 prefetch, 0F 1E with CET off). SDM vol. 2, "NOP".
  ...[0, 1, 2, 3].map((digit): Row => ['nop', `0F 18 /${digit}`, 'Rv']),
  ['nop', '0F 18 /4', 'Ev'],
  ['nop', '0F 18 /5', 'Ev'],
  ['nop', '0F 18 /6', 'Ev'],
  ['nop', '0F 18 /7', 'Ev'],
  ['nop', '0F 19', 'Ev'],
  ['nop', '0F 1A', 'Ev'],
  ['nop', '0F 1B', 'Ev'],
  ['nop', '0F 1C', 'Ev'],
  ['nop', '0F 1D', 'Ev'],
  ['nop', '0F 1E', 'Ev'],
  ['endbr64', 'F3 0F 1E FA'],
  ['endbr32', 'F3 0F 1E FB'],
  ['prefetchnta', '0F 18 /0', 'Mb'],
  ['prefetcht0', '0F 18 /1', 'Mb'],
  ['prefetcht1', '0F 18 /2', 'Mb'],
  ['prefetcht2', '0F 18 /3', 'Mb'],
  ['prefetchw', '0F 0D /1', 'Mb'],
  // The other prefetches of that opcode, and its register forms: #UD on AMD's processors, none on Intel's.
  ['nop', '0F 0D', 'Ev'],
  ...FENCES,
  ['clflush', 'NP 0F AE /7', 'Mb'],
  ['ud0', '0F FF', 'Gv,Ev', 'end'],
  ['ud1', '0F B9', 'Gv,Ev', 'end'],
  ['ud2', '0F 0B', '', 'end'],
  ['int3', 'CC', '', 'end'],
  ['int1', 'F1', '', 'end'],
  ['int', 'CD', 'Ib', 'end'],
];
