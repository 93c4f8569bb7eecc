import { R, SHF, SHT } from '../../elf';
import type { ObjectSection, ObjectSymbol } from '../object';
import { ByteWriter } from './bytes';

/** Call frame instructions, as the `.cfi_` directives name them. DWARF 5 section 6.4.2; offsets are not factored. */
export type CfaInstruction =
  /** What follows holds from this offset of the section on. */
  | { op: 'advance'; to: number }
  | { op: 'def_cfa'; register: number; offset: number }
  | { op: 'def_cfa_register'; register: number }
  | { op: 'def_cfa_offset'; offset: number }
  | { op: 'offset' | 'val_offset'; register: number; offset: number }
  | { op: 'register'; register: number; other: number }
  | { op: 'restore' | 'undefined' | 'same_value'; register: number }
  | { op: 'remember_state' | 'restore_state' }
  | { op: 'escape'; bytes: readonly number[] };

/** A pointer in one of the encodings DW_EH_PE_*. */
export interface EncodedPointer {
  encoding: number;
  symbol: ObjectSymbol;
  addend: number;
}

/** One function, or part of one, and how to unwind it. */
export interface Frame {
  section: ObjectSection;
  start: number;
  end: number;
  instructions: readonly CfaInstruction[];
  personality?: EncodedPointer;
  lsda?: EncodedPointer;
  /** `.cfi_signal_frame` */
  isSignal?: boolean;
  /** The column of the return address: 16. */
  returnColumn?: number;
  /** `.cfi_startproc simple`: nothing is assumed about the entry. */
  isSimple?: boolean;
}

export const OMIT = 0xff;
const RETURN_ADDRESS = 16;
const STACK_POINTER = 7;
const DATA_ALIGNMENT = -8;
/** What holds at a function's entry: the CFA is rsp + 8, the return address right below it. */
const ENTRY: readonly CfaInstruction[] = [
  { op: 'def_cfa', register: STACK_POINTER, offset: 8 },
  { op: 'offset', register: RETURN_ADDRESS, offset: -8 },
];
const PC_RELATIVE = 0x1b;

interface Cie {
  at: number;
  key: string;
  first: readonly CfaInstruction[];
}

/**
 * Writes .eh_frame (LSB, "Exception Frames") or .debug_frame (DWARF 5 section 6.4) as GNU as does: what holds at the
 * entry is in the CIE, which frames with the same beginning share.
 */
export function writeFrames(
  frames: readonly Frame[],
  kind: '.eh_frame' | '.debug_frame',
  symbolOf: (section: ObjectSection) => ObjectSymbol,
): ObjectSection {
  const self: ObjectSection = {
    name: kind,
    type: SHT.PROGBITS,
    flags: kind === '.eh_frame' ? SHF.ALLOC : 0,
    alignment: 8,
    entsize: 0,
    size: 0,
    bytes: new Uint8Array(0),
    relocations: [],
  };
  const writer = new FrameWriter(kind === '.eh_frame', symbolOf, self);
  frames.forEach((frame, i) => {
    writer.frame(frame, i + 1 === frames.length);
  });
  self.bytes = writer.out.done();
  self.size = self.bytes.length;
  self.relocations = writer.out.relocations;
  return self;
}

class FrameWriter {
  readonly out = new ByteWriter();
  private readonly cies: Cie[] = [];

  constructor(
    private readonly isEh: boolean,
    private readonly symbolOf: (section: ObjectSection) => ObjectSymbol,
    private readonly self: ObjectSection,
  ) {}

  frame(frame: Frame, isLast: boolean): void {
    const all = frame.isSimple ? frame.instructions : [...ENTRY, ...frame.instructions];
    const { cie, rest } = this.cieFor(frame, all);
    const { out } = this;
    const start = out.length;
    out.word(0, 4);
    if (this.isEh) {
      out.word(out.length - cie.at, 4);
      out.relocated(R.PC32, this.symbolOf(frame.section), frame.start, 4);
      out.word(frame.end - frame.start, 4);
      out.uleb(frame.lsda ? sizeOf(frame.lsda.encoding) : 0);
      if (frame.lsda) this.pointer(frame.lsda);
    } else {
      out.relocated(R.ABS32, this.symbolOf(this.self), cie.at, 4);
      out.relocated(R.ABS64, this.symbolOf(frame.section), frame.start, 8);
      out.word(frame.end - frame.start, 8);
    }
    let address = frame.start;
    for (const instruction of rest) address = this.instruction(instruction, address);
    out.align(isLast || !this.isEh ? 8 : 4);
    out.patch32(start, out.length - start - 4);
  }

  /** A CIE with the same properties and beginning, or a new one; and what is left to say. */
  private cieFor(
    frame: Frame,
    all: readonly CfaInstruction[],
  ): { cie: Cie; rest: readonly CfaInstruction[] } {
    const { personality, lsda } = frame;
    const pointers = [
      personality?.encoding ?? OMIT,
      personality && symbolKeys(personality.symbol),
      personality?.addend,
      lsda?.encoding ?? OMIT,
    ];
    const key = [
      frame.returnColumn ?? RETURN_ADDRESS,
      frame.isSignal ?? false,
      ...(this.isEh ? pointers : []),
    ].join();
    const beginsAs = (first: readonly CfaInstruction[]) =>
      JSON.stringify(all.slice(0, first.length)) === JSON.stringify(first);
    let cie = this.cies.find((c) => c.key === key && beginsAs(c.first));
    if (!cie) {
      const end = all.findIndex((i) => i.op === 'advance' || i.op === 'remember_state' || i.op === 'escape');
      cie = { at: this.out.length, key, first: end < 0 ? all : all.slice(0, end) };
      this.cies.push(cie);
      this.writeCie(frame, cie.first);
    }
    return { cie, rest: all.slice(cie.first.length) };
  }

  private writeCie(frame: Frame, first: readonly CfaInstruction[]): void {
    const { out, isEh } = this;
    const { personality, lsda } = frame;
    const start = out.length;
    out.word(0, 4);
    out.word(isEh ? 0 : 0xffffffff, 4);
    out.byte(1);
    if (isEh) out.string(`z${personality ? 'P' : ''}${lsda ? 'L' : ''}R${frame.isSignal ? 'S' : ''}`);
    else out.string(frame.isSignal ? 'S' : '');
    out.uleb(1);
    out.sleb(DATA_ALIGNMENT);
    out.byte(frame.returnColumn ?? RETURN_ADDRESS);
    if (isEh) {
      out.uleb(1 + (personality ? 1 + sizeOf(personality.encoding) : 0) + (lsda ? 1 : 0));
      if (personality) {
        out.byte(personality.encoding);
        this.pointer(personality);
      }
      if (lsda) out.byte(lsda.encoding);
      out.byte(PC_RELATIVE);
    }
    for (const instruction of first) this.instruction(instruction, 0);
    out.align(isEh ? 4 : 8);
    out.patch32(start, out.length - start - 4);
  }

  private pointer({ encoding, symbol, addend }: EncodedPointer): void {
    const size = sizeOf(encoding);
    const relative = (encoding & 0x70) === 0x10;
    const type = size === 8 ? (relative ? R.PC64 : R.ABS64) : relative ? R.PC32 : R.ABS32;
    this.out.relocated(type, symbol, addend, size);
  }

  /** Writes one instruction; answers the address that holds behind it. */
  private instruction(given: CfaInstruction, address: number): number {
    const { out } = this;
    switch (given.op) {
      case 'advance': {
        const delta = given.to - address;
        if (delta === 0) break;
        if (delta < 0x40) out.byte(0x40 | delta);
        else if (delta <= 0xff) out.byte(0x02, delta);
        else if (delta <= 0xffff) {
          out.byte(0x03);
          out.word(delta, 2);
        } else {
          out.byte(0x04);
          out.word(delta, 4);
        }
        return given.to;
      }
      case 'def_cfa':
        if (given.offset < 0) this.two(0x12, given.register, given.offset / DATA_ALIGNMENT, true);
        else this.two(0x0c, given.register, given.offset);
        break;
      case 'def_cfa_register':
        out.byte(0x0d);
        out.uleb(given.register);
        break;
      case 'def_cfa_offset':
        if (given.offset < 0) {
          out.byte(0x13);
          out.sleb(given.offset / DATA_ALIGNMENT);
        } else {
          out.byte(0x0e);
          out.uleb(given.offset);
        }
        break;
      case 'offset': {
        const factored = given.offset / DATA_ALIGNMENT;
        if (factored < 0) this.two(0x11, given.register, factored, true);
        else if (given.register <= 0x3f) {
          out.byte(0x80 | given.register);
          out.uleb(factored);
        } else this.two(0x05, given.register, factored);
        break;
      }
      case 'val_offset': {
        const factored = given.offset / DATA_ALIGNMENT;
        this.two(factored < 0 ? 0x15 : 0x14, given.register, factored, factored < 0);
        break;
      }
      case 'register':
        this.two(0x09, given.register, given.other);
        break;
      case 'restore':
        if (given.register <= 0x3f) out.byte(0xc0 | given.register);
        else this.one(0x06, given.register);
        break;
      case 'undefined':
        this.one(0x07, given.register);
        break;
      case 'same_value':
        this.one(0x08, given.register);
        break;
      case 'remember_state':
        out.byte(0x0a);
        break;
      case 'restore_state':
        out.byte(0x0b);
        break;
      case 'escape':
        out.byte(...given.bytes);
    }
    return address;
  }

  private one(opcode: number, register: number): void {
    this.out.byte(opcode);
    this.out.uleb(register);
  }

  private two(opcode: number, register: number, value: number, signed = false): void {
    this.one(opcode, register);
    if (signed) this.out.sleb(value);
    else this.out.uleb(value);
  }
}

const keys = new WeakMap<ObjectSymbol, number>();
let nextKey = 0;

/** A number for a symbol: two CIEs are the same only with the same personality routine. */
function symbolKeys(symbol: ObjectSymbol): number {
  let key = keys.get(symbol);
  if (key === undefined) keys.set(symbol, (key = nextKey++));
  return key;
}

/** Bytes of a pointer: DW_EH_PE_absptr, udata2, udata4, udata8 and their signed kin. */
export function sizeOf(encoding: number): number {
  const sizes: Record<number, number> = { 0: 8, 2: 2, 3: 4, 4: 8 };
  return sizes[encoding & 7] ?? 8;
}
