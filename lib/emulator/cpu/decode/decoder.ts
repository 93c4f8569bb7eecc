import { ENCODINGS } from '../../../isa/table';
import type { Encoding } from '../../../isa/types';
import type { VirtualAddress } from '../../mm/pagetable';
import { type Inst, RIP_BASE, type Undecodable } from './inst';
import { immediateSize, type Operand, operandsOf } from './operand';

/** Longest instruction there is. SDM vol. 2 section 2.3.11. */
export const MAX_LENGTH = 15;

/** An encoding, and what the decoder asks about it: each is asked once an instruction, and most code is met once. */
interface Candidate {
  readonly encoding: Encoding;
  readonly operands: readonly Operand[];
  readonly memoryOnly: boolean;
  readonly registerOnly: boolean;
  /** Opcode, prefixes and modrm have nothing to say about whether this is the one. */
  readonly unconditional: boolean;
  /** mod is ignored: a control or debug register is named. */
  readonly ignoresMod: boolean;
  /** The low three bits of the opcode name a register. */
  readonly inOpcode: boolean;
  readonly usesVvvv: boolean;
  readonly lockable: boolean;
  /** Operands that are immediates, displacements of jumps or absolute offsets. */
  readonly immediates: readonly Operand[];
}

/** Candidates by map * 256 + opcode byte; those with a mandatory prefix or a fixed modrm byte come first. */
const BY_OPCODE: (Candidate[] | undefined)[] = new Array(8 * 256);
const strictness = (e: Encoding): number => (e.prefix ? 4 : 0) + (e.modrm >= 0 ? 2 : 0) + (e.np ? 1 : 0);

for (const encoding of [...ENCODINGS].sort((a, b) => strictness(b) - strictness(a))) {
  const operands = operandsOf(encoding);
  const has = (...places: Operand['place'][]) => operands.some(({ place }) => places.includes(place));
  const { prefix, np, noRepeat, w, modrm, digit, opcode, map, lock } = encoding;
  // SDM vol. 2, "MOV - Move to/from Control Registers".
  const ignoresMod = has('C', 'D');
  const memoryOnly = has('M');
  const registerOnly = has('R', 'U', 'F', 'N') && !ignoresMod;
  const inOpcode = has('Z');
  const free = prefix === 0 && !np && !noRepeat && w < 0 && modrm < 0 && digit < 0;
  const candidate: Candidate = {
    encoding,
    operands,
    memoryOnly,
    registerOnly,
    unconditional: free && !memoryOnly && !registerOnly && !(map === 0 && (opcode & 0xf8) === 0x90),
    ignoresMod,
    inOpcode,
    usesVvvv: has('B'),
    lockable: lock && operands[0].place !== 'G',
    immediates: operands.filter(({ place }) => place === 'I' || place === 'J' || place === 'O'),
  };
  for (let low = 0; low < (inOpcode ? 8 : 1); low++) {
    const key = keyOf(encoding.map, encoding.vex, encoding.opcode + low);
    const list = BY_OPCODE[key];
    if (list === undefined) BY_OPCODE[key] = [candidate];
    else list.push(candidate);
  }
}

/** Rows with a VEX prefix have a half of their own. */
function keyOf(map: number, vex: boolean, opcode: number): number {
  return ((vex ? 4 : 0) + map) * 256 + opcode;
}

/** Two bytes or four: the offset of a far pointer. */
const BY_OPERAND_SIZE = -1;
/** What follows an opcode. */
interface Shape {
  modrm?: boolean;
  /** Sizes of immediates, in bytes, or BY_OPERAND_SIZE. */
  immediates?: readonly number[];
}
/**
 * What follows the opcodes of one byte and of two that are undefined in 64-bit mode, where something does: the processor
 * fetches it before it finds that out, as was seen. SDM vol. 2, tables.
 */
const UNDEFINED: Readonly<Record<number, Shape>> = {
  130: { modrm: true, immediates: [1] },
  154: { immediates: [BY_OPERAND_SIZE, 2] },
  212: { immediates: [1] },
  213: { immediates: [1] },
  234: { immediates: [BY_OPERAND_SIZE, 2] },
};
const UNDEFINED_0F: Readonly<Record<number, Shape>> = Object.fromEntries(
  [0x78, 0x79, 0x7a, 0x7b, 0xa6, 0xa7].map((opcode) => [opcode, { modrm: true }]),
);

/** Bytes after 0F that lead to tables with nothing in them, and what follows an opcode of these, as was seen. */
const EMPTY_TABLES: Readonly<Record<number, Shape>> = {
  57: { modrm: true },
  59: { modrm: true, immediates: [1] },
  60: { modrm: true },
  61: { modrm: true },
  62: { modrm: true, immediates: [1] },
  63: { modrm: true, immediates: [1] },
};

/** Reads instructions out of bytes. SDM vol. 2, chapter 2; 64-bit mode only. */
export class Decoder {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private start = 0;
  /** The memory operand that was read last: see Inst. */
  private base = -1;
  private index = -1;
  private scale = 0;
  private displacement = 0;

  /**
   * Decodes the instruction at `bytes[offset]`, which lies at virtual address `rip`. Where the bytes end too early
   * the answer is `fetch`.
   */
  decode(bytes: Uint8Array, offset: number, rip: VirtualAddress): Inst | Undecodable {
    this.bytes = bytes;
    this.start = offset;
    this.at = offset;
    try {
      return this.instruction(rip);
    } catch (problem) {
      if (problem !== SHORT && problem !== UNKNOWN && problem !== LONG) throw problem;
      const why = problem === SHORT ? 'fetch' : problem === LONG ? 'length' : 'opcode';
      return { encoding: undefined, rip, length: Math.min(this.at, bytes.length) - offset, why };
    }
  }

  private byte(): number {
    if (this.at - this.start >= MAX_LENGTH) throw LONG;
    if (this.at >= this.bytes.length) throw SHORT;
    return this.bytes[this.at++];
  }

  private signed(size: number): number {
    if (size === 1) return (this.byte() << 24) >> 24;
    let value = 0;
    for (let i = 0; i < size; i++) value |= this.byte() << (8 * i);
    return size === 2 ? (value << 16) >> 16 : value;
  }

  private instruction(rip: VirtualAddress): Inst {
    let size16 = false;
    let addressSize: 4 | 8 = 8;
    let repeat: 0 | 0xf2 | 0xf3 = 0;
    let lock = false;
    let segment: -1 | 4 | 5 = -1;
    let rex = 0;
    let byte = this.byte();
    prefixes: for (; ; byte = this.byte()) {
      switch (byte) {
        case 0x66:
          size16 = true;
          break;
        case 0x67:
          addressSize = 4;
          break;
        case 0xf2:
        case 0xf3:
          repeat = byte;
          break;
        case 0xf0:
          lock = true;
          break;
        case 0x64:
          segment = 4;
          break;
        case 0x65:
          segment = 5;
          break;
        // ES CS SS DS have base 0 in 64-bit mode and do not undo FS or GS. SDM vol. 2 section 2.1.1.
        case 0x26:
        case 0x2e:
        case 0x36:
        case 0x3e:
          break;
        default:
          if ((byte & 0xf0) !== 0x40) break prefixes;
          // REX counts only right before the opcode.
          rex = byte;
          continue;
      }
      rex = 0;
    }

    let map = 0;
    let vvvv = 0;
    let spoilt = false;
    const vex = byte === 0xc4 || byte === 0xc5;
    if (vex) {
      // No prefix may stand before it that it has a field for. SDM vol. 2, section 2.3.2.
      spoilt = size16 || repeat !== 0 || lock || rex !== 0;
      const first = this.byte();
      const last = byte === 0xc4 ? this.byte() : first;
      rex = (first & 0x80 ? 0 : 4) | 0x40;
      map = 1;
      if (byte === 0xc4) {
        rex |= (first & 0x40 ? 0 : 2) | (first & 0x20 ? 0 : 1) | (last & 0x80 ? 8 : 0);
        map = first & 31;
      }
      vvvv = (~last >> 3) & 15;
      size16 = (last & 3) === 1;
      repeat = (last & 3) === 2 ? 0xf3 : (last & 3) === 3 ? 0xf2 : 0;
      // Of the vectors' lengths only 0 is here: it has no meaning for general registers.
      spoilt ||= (last & 4) !== 0;
      byte = this.byte();
      if (map < 1 || map > 3) this.unknown({ modrm: true });
    } else if (byte === 0x62) {
      // EVEX: three bytes, an opcode and what belongs to it. SDM vol. 2, section 2.7.
      map = this.byte() & 7;
      this.signed(3);
      this.unknown({ modrm: true, immediates: map === 3 ? [1] : [] });
    } else if (byte === 0x0f) {
      byte = this.byte();
      map = 1;
      const empty = EMPTY_TABLES[byte];
      if (empty !== undefined) {
        this.byte();
        this.unknown(empty);
      }
      if (byte === 0x38 || byte === 0x3a) {
        map = byte === 0x38 ? 2 : 3;
        byte = this.byte();
      }
    }
    const opcode = byte;
    const candidates = BY_OPCODE[keyOf(map, vex, opcode)];
    if (candidates === undefined) {
      if (map > 1 || vex) this.unknown({ modrm: true, immediates: map === 3 ? [1] : [] });
      this.unknown((map === 0 ? UNDEFINED : UNDEFINED_0F)[opcode] ?? {}, size16 && (rex & 8) === 0 ? 2 : 4);
    }
    // The prefix and the modrm byte choose among the rows of one opcode.
    const modrm = candidates[0].encoding.hasModrm || candidates.length > 1 ? this.peekModrm(candidates) : 0;
    let which = 0;
    while (
      which < candidates.length &&
      !candidates[which].unconditional &&
      !matches(candidates[which], opcode, modrm, size16, repeat, rex)
    )
      which++;
    if (which === candidates.length) {
      const like = candidates[0];
      const sizes = like.operands.map((o) => immediateSize(o, rex & 8 ? 8 : size16 ? 2 : 4, addressSize));
      this.unknown({ modrm: like.encoding.hasModrm, immediates: sizes });
    }
    const candidate = candidates[which];
    const { encoding, operands, immediates } = candidate;
    if (vvvv !== 0 && !candidate.usesVvvv) throw UNKNOWN;

    let size: 2 | 4 | 8 = rex & 8 ? 8 : size16 && encoding.prefix !== 0x66 ? 2 : 4;
    if (encoding.force64) size = 8;
    else if (encoding.defaultSize === 64) size = size16 && (rex & 8) === 0 ? 2 : 8;

    let mod = 3;
    let reg = 0;
    let rm = 0;
    this.base = this.index = -1;
    this.scale = this.displacement = 0;
    if (encoding.hasModrm) {
      this.at++;
      mod = modrm >> 6;
      reg = ((modrm >> 3) & 7) | ((rex & 4) << 1);
      rm = (modrm & 7) | ((rex & 1) << 3);
      if (candidate.ignoresMod) mod = 3;
      if (mod !== 3) this.memory(modrm, rex);
    } else if (candidate.inOpcode) {
      rm = (opcode & 7) | ((rex & 1) << 3);
    }

    let immLo = 0;
    let immHi = 0;
    let imm2 = 0;
    if (immediates.length > 0) {
      const bytes = immediateSize(immediates[0], size, addressSize);
      immLo = this.signed(Math.min(bytes, 4));
      immHi = bytes === 8 ? this.signed(4) : immediates[0].place === 'O' ? 0 : immLo >> 31;
    }
    if (immediates.length > 1) imm2 = this.signed(immediateSize(immediates[1], size, addressSize));
    // Found when all has been fetched.
    if (spoilt) throw UNKNOWN;
    if (lock && !(candidate.lockable && mod !== 3)) throw UNKNOWN;

    const length = this.at - this.start;
    const next = rip + length;
    return {
      encoding,
      operands,
      rip,
      next,
      length,
      size,
      addressSize,
      rex,
      segment,
      lock,
      repeat: encoding.prefix === repeat ? 0 : repeat,
      mod,
      reg,
      rm,
      base: this.base,
      index: this.index,
      scale: this.scale,
      displacement: this.displacement,
      immLo,
      immHi,
      imm2,
      vvvv,
      target: next + immLo,
    };
  }

  /** What follows a modrm byte that names memory: SIB and displacement. SDM vol. 2, section 2.1.5. */
  private memory(modrm: number, rex: number): void {
    const mod = modrm >> 6;
    let base = (modrm & 7) | ((rex & 1) << 3);
    let index = -1;
    let scale = 0;
    let displacementSize = mod === 1 ? 1 : mod === 2 ? 4 : 0;
    if ((modrm & 7) === 4) {
      const sib = this.byte();
      scale = sib >> 6;
      index = ((sib >> 3) & 7) | ((rex & 2) << 2);
      if (index === 4) index = -1;
      base = (sib & 7) | ((rex & 1) << 3);
      if ((sib & 7) === 5 && mod === 0) {
        base = -1;
        displacementSize = 4;
      }
    } else if ((modrm & 7) === 5 && mod === 0) {
      base = RIP_BASE;
      displacementSize = 4;
    }
    this.base = base;
    this.index = index;
    this.scale = scale;
    this.displacement = displacementSize > 0 ? this.signed(displacementSize) : 0;
  }

  /**
   * Ends where no instruction is. What would be longer than any, or of which a part cannot be fetched, says that first:
   * modrm with its kin and immediates are looked at as if there were one.
   */
  private unknown({ modrm: hasModrm = false, immediates = [] }: Shape, operandSize = 4): never {
    if (hasModrm) {
      const modrm = this.byte();
      if (modrm >> 6 !== 3) this.memory(modrm, 0);
    }
    for (const size of immediates) this.signed(size === BY_OPERAND_SIZE ? operandSize : size);
    throw UNKNOWN;
  }

  /** The modrm byte if any candidate needs it; a missing one reads as 0 when some candidate has none. */
  private peekModrm(candidates: Candidate[]): number {
    if (!candidates[0].encoding.hasModrm && !candidates.some((c) => c.encoding.hasModrm)) return 0;
    const modrm = this.byte();
    this.at--;
    return modrm;
  }
}

/** Thrown inside the decoder; they are tokens, so that no stack trace is made. */
const SHORT = Symbol('bytes end');
const UNKNOWN = Symbol('unknown opcode');
const LONG = Symbol('too long');

function matches(
  c: Candidate,
  opcode: number,
  modrm: number,
  size16: boolean,
  repeat: number,
  rex: number,
): boolean {
  const e = c.encoding;
  if (
    e.prefix === 0xf3 || e.prefix === 0xf2
      ? repeat !== e.prefix
      : e.prefix === 0x66 && !(size16 && repeat === 0)
  )
    return false;
  if (e.np && (size16 || repeat !== 0)) return false;
  if (e.noRepeat && repeat !== 0) return false;
  if (e.w >= 0 && e.w !== (rex >> 3) % 2) return false;
  // 90 with REX.B is xchg r8: the nop row stands for the plain byte. After F3 it is pause all the same.
  if (opcode === 0x90 && e.map === 0 && e.prefix === 0 && (rex & 1) !== (e.mnemonic === 'xchg' ? 1 : 0))
    return false;
  if (!e.hasModrm) return true;
  if (e.modrm >= 0 && e.modrm !== modrm) return false;
  if (e.digit >= 0 && e.digit !== ((modrm >> 3) & 7)) return false;
  const register = modrm >> 6 === 3;
  return !(register ? c.memoryOnly : c.registerOnly);
}
