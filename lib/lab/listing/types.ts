import type { Diagnostic } from '../types';

/** A program's code beside its source: what the view "C | assembly | bytes" draws. */
export interface Listing {
  diagnostics: Diagnostic[];
  /** The executable; absent after errors, as all that follows is then empty. */
  elf?: Uint8Array;
  /** The object file of the source alone, for a C or assembly source. */
  object?: Uint8Array;
  /** What GNU as takes; the source itself where it is assembly. */
  assembly?: string;
  /** The functions that come from the source, by address. */
  functions: ListedFunction[];
  /** Variables of the source that lie at one place all the time. */
  globals: GlobalVariable[];
  /** The other functions in the file, by name: the library's. */
  library: string[];
}

/** One function, or the code from one label to the next. */
export interface ListedFunction {
  name: string;
  address: number;
  rows: ListedRow[];
  /** Variables in its frame, where the compiler kept them there: at level 0. */
  variables?: FrameVariable[];
}

/** An instruction, or data among the code. */
export interface ListedRow {
  address: number;
  bytes: Uint8Array;
  /** As text in both syntaxes. */
  att: string;
  intel: string;
  /** Of the source, from 1; 0 for what no line stands behind. */
  line: number;
  column: number;
  /** What a jump here is written to. */
  label?: string;
  /** Where it jumps or calls: an address, and the function that begins there. */
  target?: number;
  callee?: string;
  /** What the operand's address holds: a string, or a number. */
  note?: string;
  /** It enters the kernel (syscall, int 0x80, sysenter), or calls a function in which such an instruction is. */
  trap?: 'here' | 'called';
  /** What one execution costs on the profile, in ticks (1/64 core cycle), without what the kernel does. */
  ticks: number;
}

/** A type as far as showing a value of it goes. Sizes in bytes. */
export type ValueType = { name: string; size: number } & (
  | { kind: 'int'; signed: boolean; character: boolean; names?: [name: string, value: string][] }
  | { kind: 'bool' }
  | { kind: 'float' }
  /** `string`: it points at characters. */
  | { kind: 'pointer'; string: boolean }
  | { kind: 'array'; of: ValueType; length: number }
  | { kind: 'record'; fields: ValueField[] }
  | { kind: 'other' }
);

export interface ValueField {
  name: string;
  offset: number;
  type: ValueType;
  /** A bit-field: `width` bits from bit `shift` on, of `size` bytes. */
  bits?: { shift: number; width: number; size: number };
}

export interface FrameVariable {
  name: string;
  type: ValueType;
  /** From rbp. */
  offset: number;
  /** Where it is declared. */
  line: number;
}

export interface GlobalVariable {
  name: string;
  type: ValueType;
  address: number;
}
