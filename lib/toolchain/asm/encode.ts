import { AsmError } from './error';
import type { Expr } from './expr';
import type { Fit } from './fit';
import { immediateWidth } from './immediate';
import type { Memory, Operand } from './operand';
import type { Register } from './registers';
import type { Fixup } from './section';

/** Prefixes that the source asks for, as byte values by their slot. */
export interface Prefixes {
  segment?: number;
  address?: boolean;
  data?: boolean;
  repeat?: number;
  lock?: boolean;
  rexW?: boolean;
  /** Wishes of `{disp32}` and its kin (GNU as manual, 9.16.4.2): bits of a displacement, which operand is in r/m, REX. */
  displacement?: 8 | 32;
  direction?: 'load' | 'store';
  rex?: boolean;
  vex?: string;
}

/** A field of an encoded instruction that waits for an address. */
export type Field = Pick<Fixup, 'offset' | 'size' | 'expr' | 'kind' | 'branch'>;

export interface Encoded {
  fit: Fit;
  bytes: number[];
  fields: Field[];
}

const FWAIT = 0x9b;
const SEGMENT_PREFIX: Record<string, number> = { es: 0x26, cs: 0x2e, ss: 0x36, ds: 0x3e, fs: 0x64, gs: 0x65 };
/** What their suffix is about is no operand's size, but that of the address they load. */
const FAR = new Set(['ljmp', 'lcall', 'retf']);
const MAP_BYTES: Record<number, number[]> = { 0: [], 1: [0x0f], 2: [0x0f, 0x38], 3: [0x0f, 0x3a] };

/**
 * Encodes a row with its operands: legacy prefixes in the order GNU as writes them (segment, 67, 66, repeat, lock),
 * REX, opcode, modrm, SIB, displacement, immediate. SDM vol. 2 chapter 2.
 */
export function encode(fit: Fit, prefixes: Prefixes): Encoded {
  return new Encoder(fit, prefixes).run();
}

class Encoder {
  private readonly bytes: number[] = [];
  private readonly fields: Field[] = [];
  private rex = 0;
  /** A register is used that exists only with REX, or only without. */
  private needsRex = false;
  private forbidsRex: Register | undefined;
  private readonly modrm: number[] = [];
  private readonly modrmFields: Field[] = [];

  constructor(
    private readonly fit: Fit,
    private readonly prefixes: Prefixes,
  ) {}

  run(): Encoded {
    const { fit, prefixes } = this;
    const { row, address32 } = fit.candidate;
    const { data, w } = this.sizePrefixes();
    let opcode = row.opcode;
    let segment = prefixes.segment;
    let address = prefixes.address || address32;
    const hasDigit = row.digit >= 0;
    let regField = hasDigit ? row.digit : 0;
    let rm: Operand | undefined;
    let vvvv = 0;

    fit.operands.forEach((operand, i) => {
      if (!operand) return;
      const place = row.operands[i].length > 2 || /^[a-z1]/.test(row.operands[i]) ? '' : row.operands[i][0];
      if (operand.kind === 'memory') {
        segment = this.segmentOf(operand.memory, place) ?? segment;
        if ((operand.memory.base ?? operand.memory.index)?.size === 32) address = true;
      }
      if (place !== '' && 'EMRWUFQN'.includes(place)) rm = operand;
      else if (operand.kind !== 'register') return;
      else if (place === 'Z') {
        opcode += operand.register.number & 7;
        this.note(operand.register, 1);
      } else if (place === 'B') vvvv = operand.register.number;
      else if ('GSCDVP'.includes(place) && place !== '') {
        regField = operand.register.number & 7;
        this.note(operand.register, 4);
      }
    });
    if (row.modrm >= 0) this.modrm.push(row.modrm);
    else if (rm) this.addressForm(regField, rm);
    // The stack register that goes without saying is the one below the top.
    else if (row.operands.includes('F')) this.modrm.push(0xc1 | (regField << 3));
    if (w || prefixes.rexW) this.rex |= 8;
    if (this.forbidsRex && (this.rex || this.needsRex || prefixes.rex))
      throw new AsmError(
        `'${this.forbidsRex.name}' cannot be used with a register or size that needs a REX prefix`,
      );

    if (fit.candidate.wait) this.bytes.push(FWAIT);
    if (segment !== undefined) this.bytes.push(segment);
    if (address) this.bytes.push(0x67);
    if (row.vex) {
      this.bytes.push(...this.vex(vvvv), opcode);
      return this.finish();
    }
    if (data || prefixes.data) this.bytes.push(0x66);
    if (prefixes.repeat) this.bytes.push(prefixes.repeat);
    if (prefixes.lock) this.bytes.push(0xf0);
    if (row.prefix && row.prefix !== 0x66) this.bytes.push(row.prefix);
    if (this.rex || this.needsRex || prefixes.rex) this.bytes.push(0x40 | this.rex);
    this.bytes.push(...MAP_BYTES[row.map], opcode);
    return this.finish();
  }

  /** What follows the opcode. */
  private finish(): Encoded {
    const { fit } = this;
    const { row } = fit.candidate;
    const start = this.bytes.length;
    this.bytes.push(...this.modrm);
    for (const field of this.modrmFields) this.fields.push({ ...field, offset: start + field.offset });
    fit.operands.forEach((operand, i) => {
      if (operand) this.trailing(row.operands[i], operand);
    });
    return { fit, bytes: this.bytes, fields: this.fields };
  }

  /** A VEX prefix of three bytes; those of two cannot say what the general-register instructions need. SDM vol. 2, 2.3.5. */
  private vex(vvvv: number): number[] {
    const { row } = this.fit.candidate;
    const inverted = ~this.rex & 7;
    const pp = [0, 0x66, 0xf3, 0xf2].indexOf(row.prefix);
    return [0xc4, (inverted << 5) | row.map, ((this.rex & 8) << 4) | ((~vvvv & 15) << 3) | pp];
  }

  /** Whether 66 and REX.W are needed for the operand size. */
  private sizePrefixes(): { data: boolean; w: boolean } {
    const { row, size } = this.fit.candidate;
    const { v, y } = this.fit;
    const usesV = row.operands.some((o) => /^[A-Z][vz]$|^rAX$|^Is$/.test(o));
    const usesY = row.operands.some((o) => /^[A-Z]y$/.test(o));
    const bySuffix = row.operands.length === 0 || FAR.has(row.mnemonic);
    const effective = usesV || (!usesY && bySuffix && size !== undefined) ? v : 32;
    const wide = (usesV && v === 64) || (usesY && y === 64) || effective === 64;
    return {
      data: row.prefix === 0x66 || effective === 16,
      w: row.w === 1 || (row.w !== 0 && wide && row.defaultSize !== 64 && !this.isWideNop()),
    };
  }

  /** `xchg %rax, %rax` changes nothing with REX.W or without, and GNU as leaves it out. */
  private isWideNop(): boolean {
    const { candidate, operands } = this.fit;
    const [first] = operands;
    return candidate.row.opcode === 0x90 && first?.kind === 'register' && first.register.name === 'rax';
  }

  /** The segment prefix, unless the segment is what the address has anyway. */
  private segmentOf(memory: Memory, place: string): number | undefined {
    const { segment, base } = memory;
    if (!segment || place === 'Y') return undefined;
    const stack = base?.kind === 'gpr' && (base.number === 4 || base.number === 5);
    return segment.name === (stack ? 'ss' : 'ds') ? undefined : SEGMENT_PREFIX[segment.name];
  }

  /** Notes the REX bit of a register: 4 R, 2 X, 1 B. */
  private note(register: Register, bit: number): void {
    if (register.number > 7) this.rex |= bit;
    if (register.low) this.needsRex = true;
    if (register.high) this.forbidsRex = register;
  }

  private addressForm(reg: number, operand: Operand): void {
    if (operand.kind === 'register') {
      this.note(operand.register, 1);
      this.modrm.push(0xc0 | (reg << 3) | (operand.register.number & 7));
    } else if (operand.kind === 'memory') this.memoryForm(reg << 3, operand.memory);
  }

  /** modrm, SIB and displacement. SDM vol. 2 tables 2-2 and 2-3. */
  private memoryForm(reg: number, { base, index, scale, displacement, constant }: Memory): void {
    if (base?.kind === 'rip') {
      this.modrm.push(reg | 5);
      // A constant is the displacement itself; a symbol is where it leads to.
      this.displacement(displacement, constant, 4, constant === undefined ? 'pcrel' : 'signed');
      return;
    }
    if (base) this.note(base, 1);
    if (index) this.note(index, 2);
    const needsSib = index !== undefined || base === undefined || (base.number & 7) === 4;
    // Base number 5 with mod 0 means "no base": rbp and r13 take a displacement of zero instead.
    const none = constant === undefined ? displacement === undefined : constant === 0n;
    const { displacement: wished } = this.prefixes;
    let mod = 2;
    if (base === undefined) mod = 0;
    else if (wished === 8 && none) mod = 1;
    else if (wished === 32) mod = 2;
    else if (none && (base.number & 7) !== 5) mod = 0;
    else if (none || (constant !== undefined && constant >= -128n && constant <= 127n)) mod = 1;
    this.modrm.push((mod << 6) | reg | (needsSib ? 4 : (base as Register).number & 7));
    if (needsSib) {
      const low = base ? base.number & 7 : 5;
      this.modrm.push((Math.log2(scale) << 6) | ((index ? index.number & 7 : 4) << 3) | low);
    }
    if (mod === 1) this.modrm.push(Number(constant ?? 0n) & 0xff);
    else if (mod === 2 || base === undefined) this.displacement(displacement, constant, 4, 'signed');
  }

  private displacement(
    expr: Expr | undefined,
    constant: bigint | undefined,
    size: 4,
    kind: Field['kind'],
  ): void {
    if (expr && constant === undefined)
      this.modrmFields.push({ offset: this.modrm.length, size, expr, kind });
    for (const byte of littleEndian(constant ?? 0n, size)) this.modrm.push(byte);
  }

  /** Immediates, relative targets and 64-bit addresses stand at the end. */
  private trailing(spec: string, operand: Operand): void {
    const { row } = this.fit.candidate;
    const { v } = this.fit;
    if (operand.kind === 'immediate' && spec !== '1') {
      const size = (immediateWidth(spec[1], v) / 8) as Field['size'];
      const extended = v === 64 && size === 4;
      if (operand.constant === undefined) this.field(size, operand.expr, extended ? 'signed' : 'any');
      this.bytes.push(...littleEndian(operand.constant ?? 0n, size));
    } else if (operand.kind === 'target') {
      const size = spec === 'Jb' ? 1 : 4;
      this.field(size, operand.expr, 'pcrel', true);
      this.bytes.push(...littleEndian(0n, size));
    } else if (operand.kind === 'memory' && row.operands.some((o) => o === spec && o.startsWith('O'))) {
      const { constant, displacement } = operand.memory;
      if (constant === undefined && displacement) this.field(8, displacement, 'any');
      this.bytes.push(...littleEndian(constant ?? 0n, 8));
    }
  }

  private field(size: Field['size'], expr: Expr, kind: Field['kind'], branch = false): void {
    this.fields.push({ offset: this.bytes.length, size, expr, kind, branch });
  }
}

/** The low `size` bytes of a value, low byte first. */
export function littleEndian(value: bigint, size: number): number[] {
  const bytes: number[] = [];
  for (let word = 0; bytes.length < size; word++) {
    let low = Number(BigInt.asUintN(32, word === 0 ? value : value >> BigInt(32 * word)));
    for (let i = 0; i < 4 && bytes.length < size; i++) {
      bytes.push(low & 0xff);
      low >>>= 8;
    }
  }
  return bytes;
}
