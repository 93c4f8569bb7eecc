import type { Encoding } from '../../../isa/types';
import type { VirtualAddress } from '../../mm/pagetable';
import type { Operand } from './operand';

/** One decoded instruction. */
export interface Inst {
  readonly encoding: Encoding;
  readonly operands: readonly Operand[];
  readonly rip: VirtualAddress;
  /** Address of the instruction after it. */
  readonly next: VirtualAddress;
  readonly length: number;
  /** Operand size in bytes: 2, 4 or 8 (operands of a fixed size have their own). */
  readonly size: 2 | 4 | 8;
  /** Address size in bytes: 8, or 4 after a 67 prefix. */
  readonly addressSize: 4 | 8;
  /** The REX prefix, or 0. Without one, byte registers 4 to 7 are ah ch dh bh. */
  readonly rex: number;
  /** Segment register whose base is added: 4 fs, 5 gs, or -1. */
  readonly segment: -1 | 4 | 5;
  readonly lock: boolean;
  /** F3 or F2 when it came before the opcode and is no part of it, else 0. */
  readonly repeat: 0 | 0xf2 | 0xf3;
  /** modrm.mod, and reg and rm with their REX bits. */
  readonly mod: number;
  readonly reg: number;
  readonly rm: number;
  /** The memory operand: base and index registers or -1 (base RIP is `RIP_BASE`), shift of the index, displacement. */
  readonly base: number;
  readonly index: number;
  readonly scale: number;
  readonly displacement: number;
  /** The first immediate, or the absolute offset of a moffs operand, sign-extended to 64 bits. */
  readonly immLo: number;
  readonly immHi: number;
  /** The second immediate (enter). */
  readonly imm2: number;
  /** The register in VEX.vvvv. */
  readonly vvvv: number;
  /** Target of a direct jump or call. */
  readonly target: VirtualAddress;
}

/** The 11 bits of opcode and modrm that FOP keeps of an x87 instruction. SDM vol. 1, section 8.1.9. */
export function x87Opcode({ encoding, mod, reg, rm }: Inst): number {
  const modrm = encoding.modrm >= 0 ? encoding.modrm : (mod << 6) | ((reg & 7) << 3) | (rm & 7);
  return ((encoding.opcode & 7) << 8) | modrm;
}

/** `Inst.base` of a RIP-relative operand. */
export const RIP_BASE = 16;

/** What stands where no instruction could be decoded: the exception that executing there raises. */
export interface Undecodable {
  readonly encoding: undefined;
  readonly rip: VirtualAddress;
  /** Bytes that were looked at. */
  readonly length: number;
  /** `opcode` #UD, `length` #GP (more than 15 bytes), `fetch` #PF at `rip + length`. */
  readonly why: 'opcode' | 'length' | 'fetch';
}
