import type {
  Block as BlockStmt,
  Expr,
  FunctionSymbol,
  HeldExpr,
  Label,
  Stmt,
  StringLiteral,
  Variable,
} from '../ast';
import { Builder } from '../ir/build';
import type { Block, Func, Slot, Value } from '../ir/ir';
import type { BitField, CType } from '../types';
import { alignOfType, sizeOfType } from './abi';
import type { Chains } from './nested';

/** An __int128. */
export interface Pair {
  lo: Value;
  hi: Value;
}

/** An address: `offset` bytes beyond a value. */
export interface Address {
  base: Value;
  offset: number;
}

/** An object, or a bit-field of one. */
export interface Place extends Address {
  type: CType;
  volatile: boolean;
  /** It is a member of a record that may lie anywhere. */
  loose?: boolean;
  bits?: BitField;
}

/** What `break` or leaving a block has to undo. */
/** Where the variables of a function are. */
export interface Places {
  slots: ReadonlyMap<Variable, Slot>;
  /** Variable-length arrays: the slot holds their address. */
  pointers: ReadonlyMap<Variable, Slot>;
  /** Arguments on the caller's stack: bytes from the first of them. */
  incoming: ReadonlyMap<Variable, number>;
}

export interface Scope {
  parent: Scope | undefined;
  node: Stmt;
  /** Holds the stack pointer as it was before variable-length arrays. */
  stack?: Slot;
  /** Objects whose cleanup functions are due, in order of declaration. */
  cleanups: { variable: Variable; func: FunctionSymbol; order: number }[];
  /** The stack pointer before each variable-length array, for a goto to a label above its declaration. */
  arrays: { before: Slot; order: number }[];
}

/** Where `break` and `continue` lead, and the scopes that are left then. */
export interface Jumps {
  breakTo: Block;
  breakScope: Scope | undefined;
  continueTo: Block | undefined;
  continueScope: Scope | undefined;
}

/** What the functions of this folder share while they lower one function. */
export class Lowering {
  readonly b: Builder;
  readonly slots = new Map<Variable, Slot>();
  /** Variables that live in memory whose address a slot holds: variable-length arrays. */
  readonly pointers = new Map<Variable, Slot>();
  /** Parameters in the memory where the caller left them. */
  readonly incoming = new Map<Variable, number>();
  readonly held = new Map<HeldExpr, Value | Pair | Address>();
  /** What is in every element of a vector. */
  readonly splats = new Map<Value, Value>();
  readonly labels = new Map<Label, Block>();
  /** The blocks with something to undo that a label is in. */
  labelScopes = new Map<Label, Set<Stmt>>();
  /** Labels that were met, and when: declarations with a greater number are below them. */
  readonly labelOrder = new Map<Label, number>();
  order = 0;
  readonly cases = new Map<Stmt, Block>();
  /** Stubs whose addresses were taken, and the block that jumps to one of them. */
  readonly stubs = new Map<Label, Block>();
  dispatch: { block: Block; target: Slot } | undefined;
  jumps: Jumps | undefined;
  scope: Scope | undefined;
  /** Where a result in memory goes: holds the hidden argument. */
  resultPointer: Slot | undefined;
  /** Registers and stack that the named parameters of a variadic function took. */
  variadic: { general: number; vectors: number; stack: number; area: Slot } | undefined;
  /** In a nested function: holds the address of the record of the function around it, and whether anything asks for it. */
  chain: Slot | undefined;
  usesChain = false;
  /** What functions nested in this one find its variables by. */
  record: Slot | undefined;
  returnType: CType;
  private asms = 0;

  constructor(
    readonly func: Func,
    readonly symbol: FunctionSymbol,
    readonly unit: UnitNames,
    readonly on: Evaluator,
  ) {
    this.b = new Builder(func);
    this.returnType = symbol.type.returns;
  }

  temporary(type: CType): Slot {
    return this.func.slot(sizeOfType(type), Math.max(alignOfType(type), 1));
  }

  at(address: Address): Value {
    return this.b.offset(address.base, address.offset);
  }

  labelBlock(label: Label): Block {
    let block = this.labels.get(label);
    if (!block) this.labels.set(label, (block = this.b.newBlock()));
    return block;
  }

  nextAsm(): number {
    return this.asms++;
  }
}

/** Names that hold for a whole unit. */
export interface UnitNames {
  literal(literal: StringLiteral): string;
  label(label: Label): string;
  /** A number for `%=`. */
  unique(): number;
  /** Position of a token, for messages. */
  place(at: number): string;
  /** A constant of 16 bytes in read-only data. */
  constant16(bytes: Uint8Array): string;
  readonly chains: Chains;
  /** Trampolines of nested functions run on the stack. */
  executableStack: boolean;
}

/** The evaluation of expressions and statements, by carrier. */
export interface Evaluator {
  scalar(f: Lowering, e: Expr): Value;
  pair(f: Lowering, e: Expr): Pair;
  memory(f: Lowering, e: Expr): Address;
  /** Evaluates into memory that nothing refers to yet. */
  into(f: Lowering, e: Expr, to: Address): void;
  effect(f: Lowering, e: Expr): void;
  place(f: Lowering, e: Expr): Place;
  slotFor(f: Lowering, variable: Variable): Slot;
  /** Runs cleanups and puts the stack back on the way out to a scope (undefined: out of the function). */
  unwind(f: Lowering, to: Scope | undefined, restore: boolean): void;
  /** A local object comes into being. */
  declare(f: Lowering, variable: Variable): void;
  branch(f: Lowering, e: Expr, yes: Block, no: Block): void;
  block(f: Lowering, body: BlockStmt, last: ((e: Expr) => void) | undefined): void;
}

/** Something the compiler does not do. */
export class Unsupported extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
