import type { AsmOperand, AsmPart, AsmStmt, ConstraintAlternative } from '../ast';
import { link } from '../ir/cfg';
import { type AsmInfo, type AsmPlace, type AsmText, isVector, type Type, type Value } from '../ir/ir';
import { sizeOfType } from './abi';
import { StackOperands } from './asm-x87';
import { type Lowering, type Place, Unsupported } from './context';
import { convert, memoryOf, narrow, operandOf } from './convert';
import { loadPlace, storePlace } from './place';
import { carrierOf, irType, isSigned } from './types';
import { result } from './wide';

/** Registers that constraint letters name. GCC manual, "Constraints for Particular Machines". */
const FIXED: Record<string, number> = { a: 0, A: 0, c: 1, d: 2, b: 3, S: 6, D: 7 };
const GENERAL = new Set(['r', 'q', 'Q', 'l', 'R', 'g', 'X', 'p']);
const VECTOR = new Set(['x', 'v', 'Yz', 'Yi']);
const IMMEDIATE = new Set(['i', 'n', 's', 'e', 'Z', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'g', 'X']);
const MEMORY = new Set(['m', 'o', 'V', 'g', 'X']);

const NAMES = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];

/** The number of a register that a clobber or a register variable names, or undefined. */
export function asmRegister(name: string): number | undefined {
  const bare = name.replace(/^%/, '').toLowerCase();
  const xmm = /^xmm(\d+)$/.exec(bare);
  if (xmm) return 16 + Number(xmm[1]);
  const numbered = /^r(\d+)[dwb]?$/.exec(bare);
  if (numbered) return Number(numbered[1]);
  const low = /^([abcd])[lh]$/.exec(bare);
  const stem = low ? `${low[1]}x` : bare.replace(/^[re](..)$/, '$1').replace(/^(sp|bp|si|di)l$/, '$1');
  const found = NAMES.indexOf(stem);
  return found < 0 ? undefined : found;
}

/** What an operand is to be, by the first alternative. */
interface Choice {
  register?: number;
  general: boolean;
  vector: boolean;
  memory: boolean;
  immediate: boolean;
  matches?: number;
  early: boolean;
}

function choose(operand: AsmOperand): Choice {
  const { alternatives } = operand.constraint;
  const letters = alternatives.flatMap((a: ConstraintAlternative) => a.letters);
  const fixed = letters.find((letter) => letter in FIXED);
  const general = letters.some((l) => GENERAL.has(l));
  const variable = operand.expr.kind === 'load' ? operand.expr.operand : operand.expr;
  const named = variable.kind === 'var' && variable.variable.register;
  const register = named ? asmRegister(named) : fixed && !general ? FIXED[fixed] : undefined;
  const bad = letters.find((l) => l === 'y');
  if (bad && !general && register === undefined)
    throw new Unsupported(`asm constraint '${bad}' is not supported`, operand.at);
  return {
    register,
    general: general || fixed !== undefined,
    vector: letters.some((l) => VECTOR.has(l)),
    memory: letters.some((l) => MEMORY.has(l)),
    immediate: letters.some((l) => IMMEDIATE.has(l)),
    matches: alternatives[0]?.matches,
    early: alternatives.some((a) => a.earlyClobber),
  };
}

/** GNU extended asm: operands are brought where the constraints want them, and results stored. */
export function lowerAsm(f: Lowering, s: AsmStmt): void {
  const { b } = f;
  const args: Value[] = [];
  const places: AsmPlace[] = [];
  const results: Type[] = [];
  const stores: { place: Place; result: number; flag: boolean; type: Type }[] = [];
  const chosen = s.outputs.map(choose);
  const give = (value: Value) => args.push(value) - 1;
  const stack = new StackOperands(f, give);

  s.outputs.forEach((operand, i) => {
    const { expr, constraint } = operand;
    const choice = chosen[i];
    const size = sizeOfType(expr.type);
    const place = f.on.place(f, expr);
    const { name } = operand;
    if (constraint.flag !== undefined) {
      const number = results.push('i32') - 1;
      places.push({
        kind: 'register',
        size: 1,
        role: 'out',
        input: -1,
        result: number,
        flag: constraint.flag,
        name,
      });
      stores.push({ place, result: number, flag: true, type: 'i32' });
      return;
    }
    const depth = StackOperands.depth(operand);
    if (depth !== undefined && !choice.memory) {
      places.push(
        stack.output(operand, depth, place, constraint.readWrite ? loadPlace(f, place) : undefined),
      );
      return;
    }
    const inRegister = carrierOf(expr.type) === 'scalar' && (choice.general || choice.vector);
    if (!inRegister) {
      if (!choice.memory && carrierOf(expr.type) !== 'scalar')
        throw new Unsupported(`an asm operand of ${size} bytes needs memory`, operand.at);
      const role = constraint.readWrite ? 'inout' : 'out';
      places.push({
        kind: 'memory',
        size,
        role,
        input: give(place.base),
        result: -1,
        offset: place.offset,
        name,
      });
      return;
    }
    const type = registerType(expr.type, choice);
    const number = results.push(type) - 1;
    stores.push({ place, result: number, flag: false, type });
    const input = constraint.readWrite ? give(toRegister(f, loadScalar(f, place), type)) : -1;
    places.push({
      kind: 'register',
      register: choice.register,
      float: isVector(type),
      size,
      role: constraint.readWrite ? 'inout' : 'out',
      early: choice.early,
      input,
      result: number,
      name,
    });
  });

  for (const operand of s.inputs) {
    const choice = choose(operand);
    const { expr, name } = operand;
    const size = sizeOfType(expr.type);
    if (choice.matches !== undefined) {
      const output = places[choice.matches];
      if (output.kind === 'memory') {
        places.push({ ...output, role: 'in', name });
        continue;
      }
      if (output.kind === 'x87') {
        places.push(stack.tie(output, expr.type, operandOf(f, expr)));
        continue;
      }
      if (carrierOf(expr.type) !== 'scalar')
        throw new Unsupported(`an asm operand of ${size} bytes needs memory`, operand.at);
      const type = results[output.result];
      const value = toRegister(f, widthOf(f, f.on.scalar(f, expr), expr.type, type), type);
      const tied: AsmPlace = { ...output, role: 'in', input: give(value), size, name };
      output.role = 'inout';
      output.input = tied.input;
      places.push(tied);
      continue;
    }
    const depth = StackOperands.depth(operand);
    if (depth !== undefined && !choice.memory) {
      places.push(stack.input(operand, depth, expr.type, operandOf(f, expr)));
      continue;
    }
    if (choice.immediate && !expr.lvalue) {
      const value = carrierOf(expr.type) === 'scalar' ? f.on.scalar(f, expr) : undefined;
      if (value && (value.op === 'const' || value.op === 'symbol' || (!choice.general && !choice.memory))) {
        places.push({ kind: 'immediate', size, role: 'in', input: give(value), result: -1, name });
        continue;
      }
      if (value && (choice.general || choice.register !== undefined)) {
        registerInput(f, value, choice, expr.type, places, give, name);
        continue;
      }
    }
    if (!expr.lvalue && (choice.general || choice.vector) && carrierOf(expr.type) === 'scalar') {
      registerInput(f, f.on.scalar(f, expr), choice, expr.type, places, give, name);
      continue;
    }
    const place: Place = expr.lvalue
      ? f.on.place(f, expr)
      : { ...inMemory(f, operand), type: expr.type, volatile: false };
    places.push({
      kind: 'memory',
      size,
      role: 'in',
      input: give(place.base),
      result: -1,
      offset: place.offset,
      name,
    });
  }

  const clobbers = s.clobbers.flatMap((name) => asmRegister(name) ?? []);
  const info: AsmInfo = {
    template: s.basic
      ? s.template.map((part) => (part.kind === 'text' ? part.text : ''))
      : s.template.map(text),
    places,
    clobbers,
    memory: s.clobbers.includes('memory') || s.basic,
    volatile: s.volatile || s.basic || s.outputs.length === 0 || s.goto,
    labels: [],
    results,
    left: stack.left(s),
  };
  const asm = b.emit('asm', results[0] ?? 'void', args);
  asm.asm = info;
  const values = results.map((type, i) => (i === 0 ? asm : result(b, asm, i, type)));
  if (s.goto) {
    throughGoto(f, s, asm, () => storeResults(f, stores, values));
    return;
  }
  storeResults(f, stores, values);
  stack.store();
}

/** The labels get blocks of their own, in which the results are stored too. */
function throughGoto(f: Lowering, s: AsmStmt, asm: Value, store: () => void): void {
  const { b } = f;
  const from = b.block;
  // `result` values follow the asm, which must end its block.
  const through = b.newBlock();
  if (from.end !== asm) throw new Unsupported('asm goto with several results is not supported', s.at);
  link(from, through);
  const targets = s.labels.map(({ label }) => {
    const stub = b.newBlock();
    stub.label = `.Lasm${f.unit.unique()}`;
    link(from, stub);
    return { stub, label };
  });
  if (asm.asm) asm.asm.labels = targets.map(({ stub }) => stub.label as string);
  for (const { stub, label } of targets) {
    b.start(stub);
    store();
    b.jump(f.labelBlock(label));
  }
  b.start(through);
  store();
}

function storeResults(
  f: Lowering,
  stores: { place: Place; result: number; flag: boolean; type: Type }[],
  values: Value[],
): void {
  for (const { place, result: number, flag } of stores) {
    let value = values[number];
    const { type } = place;
    if (flag) {
      const wide = convert(f, INT, type, { value });
      storePlace(f, place, wide);
      continue;
    }
    if (!isVector(irType(type)) && value.type !== irType(type)) {
      value = f.b.unary(irType(type) === 'i32' ? 'trunc' : 'zx32', value);
    }
    if (!isVector(irType(type))) value = narrow(f, value, sizeOfType(type), isSigned(type));
    storePlace(f, place, { value });
  }
}

const INT = { kind: 'int', name: 'int', signed: true, size: 4, rank: 4, quals: 0 } as const;

function loadScalar(f: Lowering, place: Place): Value {
  const loaded = loadPlace(f, place);
  if (!('value' in loaded)) throw new Error('a register holds a scalar');
  return loaded.value;
}

/** The type a register operand has: floats in general registers travel as their bits. */
function registerType(type: Place['type'], choice: Choice): Type {
  const ir = irType(type);
  if (choice.vector || ir === 'v128') return ir;
  if (ir === 'f32') return 'i32';
  return ir === 'f64' ? 'i64' : ir;
}

function toRegister(f: Lowering, value: Value, type: Type): Value {
  if (value.type === type) return value;
  const float = (t: Type) => t === 'f32' || t === 'f64';
  return float(value.type) !== float(type) ? f.b.emit('fbits', type, [value]) : value;
}

function widthOf(f: Lowering, value: Value, type: Place['type'], to: Type): Value {
  if (value.type === 'i32' && to === 'i64') return f.b.unary(isSigned(type) ? 'sx32' : 'zx32', value);
  return value.type === 'i64' && to === 'i32' ? f.b.unary('trunc', value) : value;
}

function registerInput(
  f: Lowering,
  value: Value,
  choice: Choice,
  type: Place['type'],
  places: AsmPlace[],
  give: (value: Value) => number,
  name: string | undefined,
): void {
  const wanted = registerType(type, choice);
  places.push({
    kind: 'register',
    register: choice.register,
    float: isVector(wanted),
    size: sizeOfType(type),
    role: 'in',
    input: give(toRegister(f, value, wanted)),
    result: -1,
    name,
  });
}

/** A value that only memory can hold, put there. */
function inMemory(f: Lowering, operand: AsmOperand) {
  const { expr } = operand;
  if (carrierOf(expr.type) === 'memory') {
    const address = f.on.memory(f, expr);
    return memoryOf({ memory: address });
  }
  const slot = f.temporary(expr.type);
  f.on.into(f, expr, { base: f.b.slot(slot), offset: 0 });
  return { base: f.b.slot(slot), offset: 0 };
}

function text(part: AsmPart): AsmText {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'operand':
      return { operand: part.number, modifier: part.modifier };
    case 'unique':
      return { unique: true };
    default:
      return { choices: part.choices.map((parts) => parts.map(text)) };
  }
}
