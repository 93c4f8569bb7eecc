import { R } from '../../elf';
import type { Fixup } from './section';

/** Relocations that a modifier asks for, by the width of the field. System V ABI, x86-64 supplement, table 4.9. */
const MODIFIERS: Record<string, Partial<Record<1 | 2 | 4 | 8, number>>> = {
  PLT: { 4: R.PLT32 },
  GOTPCREL: { 4: R.GOTPCREL, 8: R.GOTPCREL64 },
  GOT: { 4: R.GOT32, 8: R.GOT64 },
  GOTOFF: { 8: R.GOTOFF64 },
  GOTPLT: { 8: R.GOTPLT64 },
  PLTOFF: { 8: R.PLTOFF64 },
  GOTTPOFF: { 4: R.GOTTPOFF },
  TLSGD: { 4: R.TLSGD },
  TLSLD: { 4: R.TLSLD },
  TPOFF: { 4: R.TPOFF32, 8: R.TPOFF64 },
  NTPOFF: { 4: R.TPOFF32, 8: R.TPOFF64 },
  DTPOFF: { 4: R.DTPOFF32, 8: R.DTPOFF64 },
  TLSDESC: { 4: R.GOTPC32_TLSDESC },
  TLSCALL: { 4: R.TLSDESC_CALL },
  SIZE: { 4: R.SIZE32, 8: R.SIZE64 },
};

/** Modifiers of thread-local symbols. */
export const THREAD_LOCAL = new Set([
  'GOTTPOFF',
  'TLSGD',
  'TLSLD',
  'TPOFF',
  'NTPOFF',
  'DTPOFF',
  'TLSDESC',
  'TLSCALL',
]);

/** Whether GNU as notes, for a modifier, that there has to be a table: it does not look which of them use one. */
export const needsTable = (modifier: string) => modifier !== '' && modifier !== 'PLT' && modifier !== 'SIZE';

export const MODIFIER_NAMES: readonly string[] = Object.keys(MODIFIERS);
const ABSOLUTE = { 1: R.ABS8, 2: R.ABS16, 4: R.ABS32, 8: R.ABS64 } as const;
const RELATIVE = { 1: R.PC8, 2: R.PC16, 4: R.PC32, 8: R.PC64 } as const;

export const GOT_SYMBOL = '_GLOBAL_OFFSET_TABLE_';

/** What a field is relocated with. */
export interface Kind {
  modifier: string;
  /** A distance from the field. */
  relative: boolean;
  /** The target of a jump or call. */
  branch: boolean;
  isTable: boolean;
}

/** The relocation type of a field, or undefined when no type does that. */
export function relocationType(fixup: Fixup, kind: Kind): number | undefined {
  const { size } = fixup;
  if (kind.modifier) return MODIFIERS[kind.modifier]?.[size];
  if (kind.isTable) return size === 4 ? R.GOTPC32 : size === 8 ? R.GOTPC64 : undefined;
  if (kind.relative) return kind.branch && size === 4 ? R.PLT32 : RELATIVE[size];
  return fixup.kind === 'signed' && size === 4 ? R.ABS32S : ABSOLUTE[size];
}

/**
 * `name@GOTPCREL(%rip)` where a linker may do without the table: mov, test, call, jmp and arithmetic with the slot.
 * `at` is where the field is. md_assemble in gas/config/tc-i386.c.
 */
export function tableType(bytes: Uint8Array, at: number, start: number): number {
  if (at - start < 2 || bytes[at - 3] === 0x0f) return R.GOTPCREL;
  const opcode = bytes[at - 2];
  const modrm = bytes[at - 1];
  const digit = (modrm >> 3) & 7;
  const branch = opcode === 0xff && (digit === 2 || digit === 4);
  if (!(opcode === 0x8b || opcode === 0x85 || branch || (opcode & 0xc7) === 0x03)) return R.GOTPCREL;
  const hasRex = at - start >= 3 && (bytes[at - 3] & 0xf0) === 0x40;
  return hasRex ? R.REX_GOTPCRELX : R.GOTPCRELX;
}
