import type { FunctionSymbol, Label, Variable } from '../ast';
import type { Block, Slot, Value } from '../ir/ir';
import { isVla } from '../sema/type';
import type { Address, Lowering } from './context';
import { BUFFER_SIZE, longJump, setJump } from './jump';

/**
 * Nested functions (GCC manual, "Nested Functions"). A function with such has a record in its frame: the record of the
 * function around it, then the addresses of those of its variables that nested functions use. Calls of a nested function pass
 * the record in r10. Where its address is taken, that is of a few instructions in the frame (a trampoline) that load r10
 * and go on to it. A jump to a label of a function around goes by a buffer in that one's frame, which the record has the
 * address of too. Nested functions are lowered before what is around them, which so knows what it has to keep.
 */

/** System V ABI, AMD64 supplement, figure 3.4: the static chain pointer. */
export const CHAIN_REGISTER = 10;
const TRAMPOLINE_SIZE = 24;

/** What the nested functions of a unit want of the functions around them. */
export class Chains {
  /** Variables, trampolines and labels in the record of a function. */
  readonly records = new Map<FunctionSymbol, (Variable | FunctionSymbol | Label)[]>();
  /** Lowered, and needing the record of the function around them, or not. */
  private readonly needs = new Map<FunctionSymbol, boolean>();
  private readonly own = new Map<FunctionSymbol, Set<Variable>>();

  owns(symbol: FunctionSymbol, variable: Variable): boolean {
    let own = this.own.get(symbol);
    if (!own) {
      const { params = [], locals = [] } = symbol.body ?? {};
      this.own.set(symbol, (own = new Set([...params, ...locals])));
    }
    return own.has(variable);
  }

  /** Bytes into the record of `symbol` at which the address of something is kept. */
  offset(symbol: FunctionSymbol, what: Variable | FunctionSymbol | Label): number {
    let record = this.records.get(symbol);
    if (!record) this.records.set(symbol, (record = []));
    const known = record.indexOf(what);
    return 8 + 8 * (known < 0 ? record.push(what) - 1 : known);
  }

  settle(symbol: FunctionSymbol, needs: boolean): void {
    this.needs.set(symbol, needs);
  }

  needsRecord(symbol: FunctionSymbol): boolean {
    return symbol.outer !== undefined && this.needs.get(symbol) !== false;
  }
}

/** The address of the record of a function around the one at hand, or of its own. */
export function recordOf(f: Lowering, owner: FunctionSymbol): Value {
  const { b } = f;
  if (owner === f.symbol) return b.slot((f.record ??= f.func.slot(8, 8)));
  if (!f.chain) throw new Error(`'${f.symbol.name}' is not nested in '${owner.name}'`);
  f.usesChain = true;
  let record = b.load('i64', 8, false, b.slot(f.chain));
  for (let at = f.symbol.outer; at !== owner; at = at?.outer) record = b.load('i64', 8, false, record);
  return record;
}

/** The variable is one of a function around this one. */
export const isCaptured = (f: Lowering, variable: Variable): boolean =>
  f.symbol.outer !== undefined && !f.unit.chains.owns(f.symbol, variable);

export function capturedAddress(f: Lowering, variable: Variable): Address {
  const { b } = f;
  const { chains } = f.unit;
  let owner = f.symbol.outer;
  while (owner && !chains.owns(owner, variable)) owner = owner.outer;
  if (!owner) throw new Error(`'${variable.name}' is of no function around '${f.symbol.name}'`);
  const base = b.load('i64', 8, false, recordOf(f, owner), chains.offset(owner, variable));
  return { base: isVla(variable.type) ? b.load('i64', 8, false, base) : base, offset: 0 };
}

/** What a direct call has to pass, if anything. */
export function chainFor(f: Lowering, callee: FunctionSymbol): Value | undefined {
  if (!callee.outer || !f.unit.chains.needsRecord(callee)) return undefined;
  // One that calls itself hands on what it was given, needed or not.
  if (callee === f.symbol && f.chain) return f.b.load('i64', 8, false, f.b.slot(f.chain));
  return recordOf(f, callee.outer);
}

/** The address of a function; of a nested one that needs its record that of its trampoline. */
export function functionAddress(f: Lowering, symbol: FunctionSymbol): Value {
  const { b } = f;
  const { chains } = f.unit;
  if (!symbol.outer || !chains.needsRecord(symbol)) return b.symbol(symbol.asmName);
  f.unit.executableStack = true;
  return b.load('i64', 8, false, recordOf(f, symbol.outer), chains.offset(symbol.outer, symbol));
}

/** Fills the record in the block that was kept for it, once all is lowered. */
export function fillRecord(f: Lowering, setup: Block, body: Block): void {
  const { b } = f;
  const { chains } = f.unit;
  b.block = setup;
  b.at = f.symbol.at;
  const kept = chains.records.get(f.symbol) ?? [];
  if (f.record || kept.length > 0) {
    const record = (f.record ??= f.func.slot(8, 8));
    record.size = 8 + 8 * kept.length;
    if (f.chain) {
      f.usesChain = true;
      b.store(8, b.slot(record), 0, b.load('i64', 8, false, b.slot(f.chain)));
    }
    for (const what of kept) {
      if (what.kind === 'label') continue;
      const address = what.kind === 'function' ? trampoline(f, what) : addressOf(f, what);
      b.store(8, b.slot(record), chains.offset(f.symbol, what), address);
    }
    for (const what of kept) if (what.kind === 'label') receive(f, what, record);
  }
  b.jump(body);
}

/** Goes to a label of a function around this one. */
export function leaveFor(f: Lowering, label: Label): void {
  const offset = f.unit.chains.offset(label.func, label);
  longJump(f, f.b.load('i64', 8, false, recordOf(f, label.func), offset));
}

/** Readies a label for jumps out of nested functions. */
function receive(f: Lowering, label: Label, record: Slot): void {
  const { b } = f;
  const buffer = b.slot(f.func.slot(BUFFER_SIZE, 8));
  b.store(8, b.slot(record), f.unit.chains.offset(f.symbol, label), buffer);
  const next = b.newBlock();
  b.branch(setJump(f, buffer), f.labelBlock(label), next);
  b.start(next);
}

/** Where a variable is, or where the address of a variable-length array is. */
function addressOf(f: Lowering, variable: Variable): Value {
  const { b } = f;
  const incoming = f.incoming.get(variable);
  if (incoming !== undefined) {
    const value = b.emit('incoming', 'i64');
    value.num = incoming;
    return value;
  }
  return b.slot(f.pointers.get(variable) ?? f.on.slotFor(f, variable));
}

/** movabs $function, %r11; movabs $record, %r10; jmp *%r11 */
function trampoline(f: Lowering, symbol: FunctionSymbol): Value {
  const { b } = f;
  const code = b.slot(f.func.slot(TRAMPOLINE_SIZE, 8));
  b.store(2, code, 0, b.i32(0xbb49));
  b.store(8, code, 2, b.symbol(symbol.asmName));
  b.store(2, code, 10, b.i32(0xba49));
  b.store(8, code, 12, recordOf(f, f.symbol));
  b.store(4, code, 20, b.i32(0x90e3ff49 | 0));
  return code;
}
