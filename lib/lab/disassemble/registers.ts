import type { Inst } from '../../emulator/cpu/decode/inst';

const WIDE = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi'];
const LOW = ['al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil'];
const HIGH = ['ah', 'ch', 'dh', 'bh'];
const SUFFIX: Record<number, string> = { 1: 'b', 2: 'w', 4: 'd', 8: '' };
/** SDM vol. 2, table B-8, for modrm.reg of moves to and from segment registers. */
const SEGMENTS = ['es', 'cs', 'ss', 'ds', 'fs', 'gs', '?', '?'];

/** Name of a general register. Without REX, byte registers 4 to 7 are ah ch dh bh: SDM vol. 2, table 3-1. */
export function general(number: number, size: number, rex = 0x40): string {
  if (number >= 8) return `r${number}${SUFFIX[size]}`;
  if (size === 1) return rex === 0 && number >= 4 ? HIGH[number - 4] : LOW[number];
  return size === 8 ? WIDE[number] : `${size === 4 ? 'e' : ''}${WIDE[number].slice(1)}`;
}

export const segment = (number: number): string => SEGMENTS[number & 7];

export const vector = (number: number): string => `xmm${number}`;

/** A register that addresses memory. */
export const addressing = (number: number, inst: Inst): string => general(number, inst.addressSize);
