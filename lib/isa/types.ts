/** The six status flags by their SDM letters: carry, parity, adjust, zero, sign, overflow. */
export type FlagLetter = 'c' | 'p' | 'a' | 'z' | 's' | 'o';

/**
 * What an instruction does to flags: each field is a string of letters out of `cpazso`, plus `d` (direction)
 * and `i` (interrupt). Source: SDM vol. 1 appendix A, and the "Flags Affected" part of each page of vol. 2.
 */
export interface FlagEffect {
  /** Flags the instruction tests. */
  reads: string;
  /** Flags it sets from its result, or to a constant. */
  writes: string;
  /** Flags the manual leaves undefined afterwards. */
  undefined: string;
  /** True when a zero count leaves every flag alone (shifts and rotates, rep cmps and scas). */
  conditional: boolean;
}

/**
 * How one operand is found, in the notation of SDM vol. 2 appendix A.2: a letter for the place, a letter for the
 * size. Places: E modrm r/m (register or memory), G modrm reg, M modrm memory only, R modrm r/m register only,
 * I immediate, J relative target, O absolute offset (moffs), Z register in the low three opcode bits, S segment
 * register in reg, C control register in reg, D debug register in reg, X memory at DS:rSI, Y memory at ES:rDI,
 * V XMM register in reg, W modrm r/m (XMM register or memory), U modrm r/m (XMM register only), F modrm r/m (x87 register
 * ST(i) only), B general register in VEX.vvvv, P MMX register in reg, Q modrm r/m (MMX
 * register or memory), N modrm r/m (MMX register only).
 * Sizes: b 8, w 16, d 32, q 64, t 80, x 128 bits; v 16/32/64 by operand size; z 16/32, an immediate that is sign-extended
 * to the operand size; y 32/64; s an 8-bit immediate that is sign-extended to the operand size; p a far pointer or a
 * descriptor-table image (no size).
 * Or a fixed operand by name: al ax eax rax cl dx 1 (the constant), rAX (ax, eax or rax by operand size), fs, gs, xmm0,
 * st (the x87 register ST(0)).
 */
export type OperandSpec = string;

/** One encoding of one instruction: a row of the table. */
export interface Encoding {
  /** Position in the table; a stable small number within one build. */
  id: number;
  /** Name of its family: a heading of docs/instructions.md, and for extensions the feature CPUID announces. */
  family: string;
  /** Intel mnemonic in lower case, as the SDM has it (`movsx`, `cmove`, `sete`, `je`). */
  mnemonic: string;
  /** 0 one-byte, 1 `0F`, 2 `0F 38`, 3 `0F 3A`. */
  map: 0 | 1 | 2 | 3;
  /** The opcode byte (the lowest one of eight for `+r` rows). */
  opcode: number;
  /** Mandatory prefix, part of the opcode: 0 none demanded, or 0x66, 0xF3, 0xF2. */
  prefix: 0 | 0x66 | 0xf3 | 0xf2;
  /** True when none of 66, F3, F2 may stand before it (`NP` in the SDM). */
  np: boolean;
  /** True when neither F3 nor F2 may, but 66 may. */
  noRepeat: boolean;
  /** Encoded with a VEX prefix, of length 0. SDM vol. 2, section 2.3. */
  vex: boolean;
  /** The `/digit` of modrm.reg, or -1. */
  digit: number;
  /** A whole fixed modrm byte (`0F 01 F8` swapgs), or -1. */
  modrm: number;
  /** True when a modrm byte follows the opcode. */
  hasModrm: boolean;
  operands: OperandSpec[];
  /** d64: operand size defaults to 64 (push, call near); f64: always 64 (jmp, jcc). */
  defaultSize: 32 | 64;
  force64: boolean;
  /** REX.W state the row demands: 1 set, 0 clear, -1 either. */
  w: 0 | 1 | -1;
  /** May carry LOCK with a memory destination. */
  lock: boolean;
  /** Which repeat prefixes mean something: `rep` (movs stos lods ins outs), `repz` (cmps scas), or none. */
  rep: '' | 'rep' | 'repz';
  /** #GP(0) when CPL > 0. */
  privileged: boolean;
  /** Ends a basic block: jumps, calls, returns, traps, writes of control registers. */
  endsBlock: boolean;
  /** Other names the assembler takes for the row (`jz` for `je`, `sal` for `shl`). */
  aliases: string[];
}
