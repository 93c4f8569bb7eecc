import type { CallExpr, Expr, FunctionSymbol } from '../ast';
import { type CallInfo, sizeOf, type Type, type Value } from '../ir/ir';
import { load } from '../sema/build';
import type { CType } from '../types';
import {
  ArgumentWalk,
  alignOfType,
  classify,
  type EightByte,
  type Location,
  resultRegisters,
  returnsInMemory,
  sizeOfType,
} from './abi';
import type { Address, Lowering } from './context';
import { memoryOf, type Operand, pairOf, scalarOf } from './convert';
import { CHAIN_REGISTER, chainFor } from './nested';
import { settle } from './place';
import { carrierOf, irType } from './types';
import { result } from './wide';

/** Reads `size` bytes of a record into a register: as wide as is left of the record, in pieces when that is odd. */
export function loadEightByte(f: Lowering, from: Address, at: number, size: number, part: EightByte): Value {
  const { b } = f;
  const rest = Math.min(8, size - at);
  const offset = from.offset + at;
  if (part === 'vector') return b.load('v128', 16, false, from.base, offset);
  if (part === 'sse') return b.load(rest === 4 ? 'f32' : 'f64', rest === 4 ? 4 : 8, false, from.base, offset);
  if (rest === 8) return b.load('i64', 8, false, from.base, offset);
  let value: Value | undefined;
  for (let done = 0; done < rest; ) {
    const piece = rest - done >= 4 ? 4 : rest - done >= 2 ? 2 : 1;
    let word = b.load('i32', piece, false, from.base, offset + done);
    if (rest > 4) word = b.unary('zx32', word);
    word = b.with('shl', word, done * 8);
    value = value ? b.binary('or', value, word) : word;
    done += piece;
  }
  return value ?? b.i64(0);
}

/** Writes the low `size - at` (at most eight) bytes of a register into a record. */
export function storeEightByte(f: Lowering, to: Address, at: number, size: number, value: Value): void {
  const { b } = f;
  const rest = Math.min(8, size - at);
  const offset = to.offset + at;
  if (value.type === 'v128') {
    b.store(16, to.base, offset, value);
    return;
  }
  if (value.type === 'f32' || value.type === 'f64' || rest === 8) {
    b.store(Math.min(rest, value.type === 'f32' ? 4 : 8), to.base, offset, value);
    return;
  }
  for (let done = 0; done < rest; ) {
    const piece = rest - done >= 4 ? 4 : rest - done >= 2 ? 2 : 1;
    b.store(piece, to.base, offset + done, b.unary('trunc', b.with('shr', value, done * 8)));
    done += piece;
  }
}

export function partType(part: EightByte, size: number, at: number): Type {
  if (part === 'vector') return 'v128';
  if (part === 'sse') return size - at === 4 ? 'f32' : 'f64';
  return 'i64';
}

/** The function that is called, when that is known. */
export function directCallee(e: Expr): FunctionSymbol | undefined {
  if ((e.kind === 'decay' || e.kind === 'address') && e.operand.kind === 'func') return e.operand.func;
  if (e.kind === 'cast' && e.conversion === 'same') return directCallee(e.operand);
  return undefined;
}

/** A call. `into`: fresh memory that a result carried in memory may be written to. */
export function lowerCall(f: Lowering, e: CallExpr, into: Address | undefined): Operand | undefined {
  const { b } = f;
  const direct = directCallee(e.callee);
  const target = direct ? undefined : f.on.scalar(f, e.callee);
  // C leaves the order open; gcc takes the last argument first, and programs print what comes of it.
  const args: Operand[] = new Array(e.args.length);
  const late = e.args.map(readLate);
  for (let i = e.args.length - 1; i >= 0; i--) {
    if (!late[i]) args[i] = evaluateArgument(f, e.args[i]);
    else if (late[i] !== e.args[i]) f.on.effect(f, e.args[i]);
  }
  late.forEach((variable, i) => {
    if (variable) args[i] = evaluateArgument(f, variable);
  });
  b.at = e.at;
  const walk = new ArgumentWalk();
  const returns = e.signature.returns;
  const hidden = returnsInMemory(e.signature);
  const operands: Value[] = target ? [target] : [];
  const registers: number[] = [];
  let to: Address | undefined;
  if (hidden || (carrierOf(returns) === 'memory' && sizeOfType(returns) > 0)) {
    // Written to a cell of its own unless the memory is fresh.
    to = into ?? { base: b.slot(f.temporary(returns)), offset: 0 };
  }
  if (hidden && to) {
    operands.push(f.at(to));
    registers.push(7);
    walk.general = 1;
  }
  const chain = direct && chainFor(f, direct);
  if (chain) {
    operands.push(chain);
    registers.push(CHAIN_REGISTER);
  }
  const places = e.args.map((arg) => walk.next(arg.type));
  const stack = Math.ceil(walk.stack / 16) * 16;
  f.func.outgoing = Math.max(f.func.outgoing, stack);
  places.forEach((place, i) => {
    if (place.kind === 'stack') passOnStack(f, e.args[i].type, args[i], place.offset);
  });
  places.forEach((place, i) => {
    if (place.kind === 'registers') passInRegisters(f, e.args[i].type, args[i], place, operands, registers);
  });
  const info: CallInfo = {
    symbol: direct?.asmName,
    registers,
    results: [],
    noreturn: direct?.noreturn || e.signature.noreturn || false,
    stack,
  };
  if (e.signature.variadic || !e.signature.prototype) info.vectors = walk.vectors;
  if (direct?.returnsTwice) f.func.returnsTwice = true;
  if (direct && (direct.const || direct.pure) && carrierOf(returns) === 'scalar' && stack === 0)
    info.effect = direct.const ? 'const' : 'pure';
  return receive(f, info, operands, returns, to, hidden);
}

/** A call of a function of the compiler's library whose arguments are known already. */
export function callLibrary(
  f: Lowering,
  symbol: string,
  types: readonly CType[],
  args: readonly Operand[],
  returns: CType,
): Operand {
  const walk = new ArgumentWalk();
  const operands: Value[] = [];
  const registers: number[] = [];
  const places = types.map((type) => walk.next(type));
  const stack = Math.ceil(walk.stack / 16) * 16;
  f.func.outgoing = Math.max(f.func.outgoing, stack);
  places.forEach((place, i) => {
    if (place.kind === 'stack') passOnStack(f, types[i], args[i], place.offset);
    else passInRegisters(f, types[i], args[i], place, operands, registers);
  });
  const info: CallInfo = { symbol, registers, results: [], noreturn: false, stack };
  const result = receive(f, info, operands, returns, undefined, false);
  if (!result) throw new Error(`${symbol} answers nothing`);
  return result;
}

/**
 * A local variable whose address nobody takes is read when all else is evaluated, so that `f(i++, i)` passes the new value
 * second, as gcc has it; also as what comes of `++i` and `i = 1`.
 */
function readLate(arg: Expr): Expr | undefined {
  const isResult =
    arg.kind === 'assign' || arg.kind === 'assign-op' || (arg.kind === 'inc-dec' && arg.prefix);
  const object = arg.kind === 'load' ? arg.operand : isResult ? arg.target : undefined;
  if (object?.kind !== 'var' || carrierOf(object.type) !== 'scalar' || object.type.quals !== 0)
    return undefined;
  const { storage, addressTaken, register } = object.variable;
  if (storage === 'static' || addressTaken || register) return undefined;
  return arg.kind === 'load' ? arg : load(object);
}

function evaluateArgument(f: Lowering, arg: Expr): Operand {
  switch (carrierOf(arg.type)) {
    case 'scalar':
      return { value: f.on.scalar(f, arg) };
    case 'pair':
      return { pair: f.on.pair(f, arg) };
    default:
      return { memory: f.on.memory(f, arg) };
  }
}

function passOnStack(f: Lowering, type: CType, arg: Operand, offset: number): void {
  const { b } = f;
  const base = () => {
    const value = b.emit('outgoing', 'i64');
    value.num = offset;
    return value;
  };
  const carrier = carrierOf(type);
  if (carrier === 'scalar') {
    const value = scalarOf(arg);
    b.store(sizeOf(value.type), base(), 0, value);
  } else if (carrier === 'pair') {
    b.store(8, base(), 0, pairOf(arg).lo);
    b.store(8, base(), 8, pairOf(arg).hi);
  } else b.copy(base(), f.at(memoryOf(arg)), sizeOfType(type));
}

function passInRegisters(
  f: Lowering,
  type: CType,
  arg: Operand,
  place: Location & { kind: 'registers' },
  operands: Value[],
  registers: number[],
): void {
  const carrier = carrierOf(type);
  const values =
    carrier === 'scalar'
      ? [scalarOf(arg)]
      : carrier === 'pair'
        ? [pairOf(arg).lo, pairOf(arg).hi]
        : undefined;
  place.registers.forEach((register, i) => {
    if (register < 0) return;
    const value = values
      ? values[i]
      : loadEightByte(f, memoryOf(arg), i * 8, sizeOfType(type), place.parts[i]);
    operands.push(value);
    registers.push(register);
  });
}

/** Makes the call and takes its result from where the ABI leaves it. */
function receive(
  f: Lowering,
  info: CallInfo,
  operands: Value[],
  type: CType,
  to: Address | undefined,
  hidden: boolean,
): Operand | undefined {
  const { b } = f;
  const carrier = carrierOf(type);
  const passing = carrier === 'void' ? undefined : classify(type);
  let parts: EightByte[] = [];
  if (!hidden && passing?.kind === 'registers') parts = passing.parts;
  const registers = resultRegisters(parts);
  const size = sizeOfType(type);
  const kept = parts.map((part, i) => ({ part, i, register: registers[i] })).filter((p) => p.register >= 0);
  const typeOf = (p: { part: EightByte; i: number }) =>
    carrier === 'scalar' ? irType(type) : partType(p.part, size, p.i * 8);
  const call = b.emit('call', kept.length > 0 ? typeOf(kept[0]) : 'void', operands);
  call.call = info;
  info.results = kept.map((p) => p.register);
  if (passing?.kind === 'x87') {
    info.x87 = f.temporary(type);
    b.jumpPastNoreturn(info.noreturn);
    if (!to) return { memory: { base: b.slot(info.x87), offset: 0 } };
    b.copy(f.at(to), b.slot(info.x87), size);
    return { memory: to };
  }
  const values = kept.map((p, i) => (i === 0 ? call : result(b, call, i, typeOf(p))));
  b.jumpPastNoreturn(info.noreturn);
  if (carrier === 'void') return undefined;
  if (carrier === 'scalar') return { value: settle(f, values[0], type) };
  if (carrier === 'pair') return { pair: { lo: values[0], hi: values[1] } };
  const memory = to ?? { base: b.slot(f.temporary(type)), offset: 0 };
  if (!hidden) for (const [i, p] of kept.entries()) storeEightByte(f, memory, p.i * 8, size, values[i]);
  return { memory };
}

/** The values that a return leaves in registers, and those registers. */
export function lowerReturn(f: Lowering, e: Expr | undefined): void {
  const { b } = f;
  if (!e) {
    finish(f, [], []);
    return;
  }
  const { type } = e;
  const carrier = carrierOf(type);
  if (carrier === 'void') {
    f.on.effect(f, e);
    finish(f, [], []);
    return;
  }
  const passing = classify(type);
  if (passing.kind === 'registers') {
    const registers = resultRegisters(passing.parts);
    if (carrier === 'scalar') finish(f, [f.on.scalar(f, e)], registers);
    else if (carrier === 'pair') {
      const { lo, hi } = f.on.pair(f, e);
      finish(f, [lo, hi], registers);
    } else {
      const from = f.on.memory(f, e);
      const kept = passing.parts.map((part, i) => ({ part, i })).filter((p) => registers[p.i] >= 0);
      const values = kept.map((p) => loadEightByte(f, from, p.i * 8, sizeOfType(type), p.part));
      finish(
        f,
        values,
        kept.map((p) => registers[p.i]),
      );
    }
    return;
  }
  const from = f.on.memory(f, e);
  if (passing.kind === 'x87') {
    const slot = f.func.slot(sizeOfType(type), 16);
    b.copy(b.slot(slot), f.at(from), sizeOfType(type));
    finish(f, [], [], slot);
    return;
  }
  if (!f.resultPointer) throw new Error('a result in memory without a place for it');
  b.copy(b.load('i64', 8, false, b.slot(f.resultPointer)), f.at(from), sizeOfType(type));
  finish(f, [b.load('i64', 8, false, b.slot(f.resultPointer))], [0]);
}

/** Leaves the function: cleanups run first, then the values are put in their registers. */
function finish(f: Lowering, values: Value[], registers: number[], x87?: CallInfo['x87']): void {
  const { b } = f;
  f.on.unwind(f, undefined, false);
  const end = b.end('ret', values);
  end.call = { registers, results: [], noreturn: false, stack: 0, x87 };
}

/** Takes the parameters from where the caller left them. */
export function receiveParameters(f: Lowering): void {
  const { b } = f;
  const { body, type } = f.symbol;
  const walk = new ArgumentWalk();
  const taken: (() => void)[] = [];
  const parameter = (register: number, valueType: Type) => {
    const value = b.emit('param', valueType);
    value.num = register;
    return value;
  };
  if (type.variadic) {
    const area = f.func.slot(176, 16);
    f.variadic = { general: 0, vectors: 0, stack: 0, area };
    b.emit('savefloats', 'void', [b.slot(area, 48)]);
    const general = [7, 6, 2, 1, 8, 9].map((register) => parameter(register, 'i64'));
    taken.push(() => {
      for (let i = f.variadic?.general ?? 0; i < 6; i++) b.store(8, b.slot(area), i * 8, general[i]);
    });
  }
  if (f.symbol.outer) {
    const slot = (f.chain = f.func.slot(8, 8));
    const chain = parameter(CHAIN_REGISTER, 'i64');
    taken.push(() => b.store(8, b.slot(slot), 0, chain));
  }
  if (returnsInMemory(type)) {
    const slot = (f.resultPointer = f.func.slot(8, 8));
    const pointer = parameter(7, 'i64');
    walk.general = 1;
    taken.push(() => b.store(8, b.slot(slot), 0, pointer));
  }
  for (const variable of body?.params ?? []) {
    const place = walk.next(variable.type);
    const size = sizeOfType(variable.type);
    // A caller that knows no prototype passes a double (C11 6.5.2.2 p6).
    const isWider =
      body?.oldStyle && irType(variable.type) === 'f32' && carrierOf(variable.type) === 'scalar';
    const keepNarrowed = (wide: Value) =>
      b.store(size, b.slot(f.on.slotFor(f, variable)), 0, b.emit('ftof', 'f32', [wide]));
    if (place.kind === 'stack') {
      if (isWider)
        taken.push(() => {
          const from = b.emit('incoming', 'i64');
          from.num = place.offset;
          keepNarrowed(b.load('f64', 8, false, from));
        });
      else if (variable.align <= Math.max(8, alignOfType(variable.type)))
        f.incoming.set(variable, place.offset);
      else
        taken.push(() => {
          const from = b.emit('incoming', 'i64');
          from.num = place.offset;
          b.copy(b.slot(f.on.slotFor(f, variable)), from, size);
        });
      continue;
    }
    if (isWider) {
      const wide = parameter(place.registers[0], 'f64');
      taken.push(() => keepNarrowed(wide));
      continue;
    }
    const scalar = carrierOf(variable.type) === 'scalar';
    const values = place.registers.map((register, i) =>
      register < 0
        ? undefined
        : parameter(register, scalar ? irType(variable.type) : partType(place.parts[i], size, i * 8)),
    );
    taken.push(() => {
      const to = { base: b.slot(f.on.slotFor(f, variable)), offset: 0 };
      values.forEach((value, i) => {
        if (!value) return;
        if (scalar) b.store(size, to.base, 0, value);
        else storeEightByte(f, to, i * 8, size, value);
      });
    });
  }
  if (f.variadic)
    Object.assign(f.variadic, { general: walk.general, vectors: walk.vectors, stack: walk.stack });
  for (const take of taken) take();
}
