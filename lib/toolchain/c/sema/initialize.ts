import type { Expr, InitItem, Initializer, StaticData, StaticRelocation, StringExpr, Variable } from '../ast';
import { whereToken } from '../diagnose/diagnostics';
import { nearest } from '../diagnose/suggest';
import { encodeF128, encodeX87 } from '../float/soft';
import type { Designator, InitTree } from '../parse/initializer';
import type { Parser } from '../parse/parser';
import type { ArrayType, CType, Field } from '../types';
import { checkComplete } from '../warn/initialize';
import { assignTo } from './assign';
import { splitConstant } from './complex';
import { type Constant, convertConstant, evaluate, exactOf } from './constant';
import { findMember } from './member';
import { integerOf, isCharacter, isScalar, quote, sizeOf, unqualified } from './type';
import { isVector } from './vector';

/** A part of the object that list items go to in turn: an array's elements or a record's members. */
export interface Level {
  type: CType;
  offset: number;
  /** Number of the element or member that comes next to the last. */
  index: number;
  /** Members that can be initialised, of a record. */
  fields: Field[] | undefined;
  /** Parts that were given, and the item that the first of them came from. */
  given: number;
  first: InitTree | undefined;
}

/** A place in the object. */
interface Spot {
  type: CType;
  offset: number;
  field?: Field;
}

const flattened = new WeakMap<InitTree, { init: Initializer; length: number }>();

/** Completes an array type without a length from its initialiser (C11 6.7.9p22). */
export function sizeFromInitializer(p: Parser, type: CType, tree: InitTree): CType {
  if (type.kind !== 'array' || type.length !== undefined || type.vla) return type;
  const done = flatten(p, type, tree);
  flattened.set(tree, done);
  return { ...type, length: done.length };
}

/** The initialiser of an object as values at offsets. */
export function localInitializer(p: Parser, type: CType, tree: InitTree): Initializer {
  return (flattened.get(tree) ?? flatten(p, type, tree)).init;
}

function flatten(p: Parser, type: CType, tree: InitTree): { init: Initializer; length: number } {
  const flattener = new Flattener(p);
  flattener.fill({ type, offset: 0 }, tree);
  return { init: { items: flattener.items }, length: flattener.length };
}

class Flattener {
  readonly items: InitItem[] = [];
  /** Elements of an outermost array without a length. */
  length = 0;
  /** Bytes that have a value already end here. */
  private reached = 0;
  /** Designators chose parts in this list or one around it: what is left out was meant to be. */
  private choosing = false;

  constructor(private readonly p: Parser) {}

  /** Initialises a whole part of the object. */
  fill(spot: Spot, tree: InitTree): void {
    const { type } = spot;
    if (type.kind === 'error') return;
    const text = stringFor(type, tree);
    if (text) {
      this.text(spot, text);
      return;
    }
    if (tree.kind === 'list') {
      if (type.kind === 'array' || type.kind === 'record' || type.kind === 'vector') this.list(spot, tree);
      else this.scalarList(spot, tree);
      return;
    }
    if (tree.expr.type.kind === 'error') return;
    if (type.kind === 'array') {
      if (
        tree.expr.kind === 'compound' &&
        tree.expr.type.kind === 'array' &&
        this.copyCompound(spot, tree.expr.variable)
      ) {
        this.length = tree.expr.type.length ?? 0;
        return;
      }
      this.p.errorAt(tree.expr, 'an array must be initialized with a list between braces or a string');
      return;
    }
    this.put(spot, assignTo(this.p, tree.expr, type, { kind: 'initialize' }));
  }

  private put(spot: Spot, value: Expr): void {
    if (value.type.kind === 'error') return;
    const { type, offset, field } = spot;
    const literal = compoundOf(value);
    if (literal && (type.kind === 'record' || type.kind === 'vector') && this.copyCompound(spot, literal))
      return;
    const item: InitItem = { offset, type: unqualified(type), value };
    if (field) item.field = field;
    this.items.push(item);
    this.reached = Math.max(this.reached, offset + (sizeOf(type) || 1));
  }

  /** GNU: a compound literal as initialiser stands for its own values. */
  private copyCompound(spot: Spot, literal: Variable): boolean {
    if (!literal.init) return false;
    for (const item of literal.init.items) this.items.push({ ...item, offset: item.offset + spot.offset });
    this.reached = Math.max(this.reached, spot.offset + sizeOf(literal.type));
    return true;
  }

  private text(spot: Spot, text: StringExpr): void {
    const array = spot.type as ArrayType;
    const have = text.literal.bytes.length / text.literal.unit;
    if (array.length !== undefined && have - 1 > array.length)
      this.p.warnAt('', text, `initializer string is too long for ${quote(array)}`);
    const length = array.length ?? have;
    if (spot.offset === 0 && array.length === undefined) this.length = have;
    this.put({ ...spot, type: { ...array, length } }, text);
    this.reached = Math.max(this.reached, spot.offset + length * sizeOf(array.of));
  }

  private scalarList(spot: Spot, tree: InitTree & { kind: 'list' }): void {
    if (tree.items.length === 0) return;
    if (!isScalar(spot.type)) {
      this.p.error(tree.at, `a list cannot initialize ${quote(spot.type)}`);
      return;
    }
    const [first, second] = tree.items;
    if (first.designators.length > 0)
      this.p.error(tree.at, `a designator in an initializer for the scalar type ${quote(spot.type)}`);
    else this.fill(spot, first.value);
    if (second) this.p.warn('', second.value.at, 'excess elements in scalar initializer');
  }

  /** The items of a list between braces, with and without designators (C11 6.7.9p17 to p20). */
  private list(root: Spot, { items, end }: InitTree & { kind: 'list' }): void {
    const levels: Level[] = [this.level(root)];
    const outside = this.choosing;
    let excess = false;
    for (const item of items) {
      let spots: Spot[];
      let designated = false;
      if (item.designators.length > 0) {
        const left = levels.splice(1);
        if (!this.choosing) for (const level of left) checkComplete(this.p, level, end);
        this.choosing = true;
        const found = this.designate(levels, item.designators);
        if (!found) continue;
        spots = found;
        designated = true;
      } else {
        const next = this.next(levels, item.value);
        if (!next) {
          if (!excess)
            this.p.warn(
              '',
              item.value.at,
              `excess elements in ${root.type.kind === 'array' ? 'array' : 'struct'} initializer`,
            );
          excess = true;
          continue;
        }
        spots = [next];
      }
      for (const [i, start] of spots.entries()) {
        let spot = start;
        // Without braces an aggregate takes as many items as it has parts.
        while (i === 0 && this.opens(spot.type, item.value)) {
          const level = this.level(spot);
          levels.push(level);
          const inner = this.next(levels, item.value);
          if (!inner) break;
          spot = inner;
        }
        if (designated && spot.offset < this.reached) this.forget(spot);
        this.fill(spot, item.value);
      }
    }
    if (!this.choosing) for (const level of levels) checkComplete(this.p, level, end);
    this.choosing = outside;
  }

  /** Whether an item without braces goes to the first part of an aggregate and not to the whole. */
  private opens(type: CType, value: InitTree): boolean {
    if (value.kind === 'list' || (type.kind !== 'array' && type.kind !== 'record' && type.kind !== 'vector'))
      return false;
    if (value.expr.type.kind === 'error') return false;
    if (stringFor(type, value)) return false;
    if (type.kind === 'array' && value.expr.kind === 'compound' && value.expr.type.kind === 'array')
      return false;
    if (type.kind === 'vector') return !isVector(value.expr.type);
    if (type.kind === 'record') {
      const from = value.expr.type;
      if (from.kind === 'record' && from.def === type.def) return false;
      return this.level({ type, offset: 0 }).fields?.length !== 0;
    }
    return true;
  }

  private level({ type, offset }: Spot): Level {
    const fields =
      type.kind === 'record' ? type.def.fields.filter((f) => f.name !== undefined || !f.bits) : undefined;
    return { type, offset, index: -1, fields, given: 0, first: undefined };
  }

  /** Moves on to the next part, out of levels that are full, for a value; undefined when the outermost is. */
  private next(levels: Level[], value: InitTree): Spot | undefined {
    for (;;) {
      const level = levels[levels.length - 1];
      const spot = this.part(level, level.index + 1, levels.length === 1);
      if (spot) {
        level.index++;
        level.given++;
        level.first ??= value;
        return spot;
      }
      if (levels.length === 1) return undefined;
      levels.pop();
    }
  }

  private part(level: Level, index: number, outermost: boolean): Spot | undefined {
    if (level.type.kind === 'vector') {
      const { of, length } = level.type;
      return index < length ? { type: of, offset: level.offset + index * of.size } : undefined;
    }
    if (level.type.kind === 'array') {
      if (level.type.length !== undefined && index >= level.type.length) return undefined;
      if (outermost && level.type.length === undefined) this.length = Math.max(this.length, index + 1);
      return { type: level.type.of, offset: level.offset + index * sizeOf(level.type.of) };
    }
    if (level.type.kind !== 'record' || !level.fields) return undefined;
    if (index >= level.fields.length || (level.type.def.union && index > 0 && level.index >= 0))
      return undefined;
    const field = level.fields[index];
    return fieldSpot(field, level.offset);
  }

  /** Goes where designators point; several places for a range. */
  private designate(levels: Level[], list: Designator[]): Spot[] | undefined {
    let spots: Spot[] = [];
    for (const [n, designator] of list.entries()) {
      if (n > 0) {
        if (spots.length > 1) {
          // A range with more behind it: each of its places goes on by itself.
          const rest = list.slice(n);
          return spots.flatMap((spot) => this.designate([this.level(spot)], rest) ?? []);
        }
        levels.push(this.level(spots[0]));
      }
      const found =
        designator.kind === 'index'
          ? this.designateIndex(levels, designator)
          : this.designateMember(levels, designator);
      if (!found) return undefined;
      spots = found;
    }
    return spots;
  }

  private designateIndex(levels: Level[], designator: Designator & { kind: 'index' }): Spot[] | undefined {
    const level = levels[levels.length - 1];
    if (level.type.kind !== 'array') {
      this.p.error(
        designator.at,
        `array designator cannot initialize the non-array type ${quote(level.type)}`,
      );
      return undefined;
    }
    const constant = (e: Expr) => {
      const value = evaluate(e);
      if (value?.kind === 'int') return Number(value.value);
      if (e.type.kind !== 'error') this.p.errorAt(e, 'an array designator must be an integer constant');
      return undefined;
    };
    const first = constant(designator.first);
    const last = designator.last ? constant(designator.last) : first;
    if (first === undefined || last === undefined) return undefined;
    const { length } = level.type;
    if (first < 0 || (length !== undefined && last >= length) || last < first || last > 0x7fffffff) {
      this.p.error(
        designator.at,
        last < first
          ? `array designator range [${first}, ${last}] is empty`
          : `array designator index (${last}) exceeds the bounds of ${quote(level.type)}`,
      );
      return undefined;
    }
    if (last - first > 4_000_000) {
      this.p.error(designator.at, `array designator range of ${last - first + 1} elements is too long`);
      return undefined;
    }
    const spots: Spot[] = [];
    for (let i = first; i <= last; i++) {
      const spot = this.part(level, i, levels.length === 1);
      if (spot) spots.push(spot);
    }
    level.index = last;
    return spots;
  }

  private designateMember(levels: Level[], designator: Designator & { kind: 'member' }): Spot[] | undefined {
    const level = levels[levels.length - 1];
    if (level.type.kind !== 'record') {
      this.p.error(
        designator.at,
        `field designator cannot initialize the non-struct type ${quote(level.type)}`,
      );
      return undefined;
    }
    const steps = findMember(level.type.def, designator.name);
    if (!steps) {
      const near = nearest(
        designator.name,
        level.type.def.fields.flatMap((f) => f.name ?? []),
      );
      this.p.error(
        designator.at,
        `field designator '${designator.name}' does not refer to a field of ${quote(level.type)}${near ? `; did you mean '${near}'?` : ''}`,
        {
          fix: near ? { where: whereToken(this.p.tokens, designator.at), text: near } : undefined,
        },
      );
      return undefined;
    }
    let spot: Spot = { type: level.type, offset: level.offset };
    for (const [n, field] of steps.entries()) {
      if (n > 0) levels.push(this.level(spot));
      const current = levels[levels.length - 1];
      current.index = current.fields?.indexOf(field) ?? 0;
      spot = fieldSpot(field, current.offset);
    }
    return [spot];
  }

  /** A later value for a place replaces what was there. */
  private forget(spot: Spot): void {
    const end = spot.offset + sizeOf(spot.type);
    const kept = this.items.filter((item) => {
      if (spot.field?.bits) return item.field !== spot.field || item.offset !== spot.offset;
      // Of a text the other characters stay.
      const isPart =
        item.value.kind === 'string' && (item.offset < spot.offset || item.offset + sizeOf(item.type) > end);
      return isPart || item.offset + sizeOf(item.type) <= spot.offset || item.offset >= end;
    });
    if (kept.length < this.items.length) this.items.splice(0, this.items.length, ...kept);
  }
}

/** The compound literal that a value is that of, seen as another vector too. */
function compoundOf(value: Expr): Variable | undefined {
  if (value.kind === 'cast' && value.conversion === 'vector') return compoundOf(value.operand);
  return value.kind === 'load' && value.operand.kind === 'compound' ? value.operand.variable : undefined;
}

function fieldSpot(field: Field, base: number): Spot {
  const spot: Spot = { type: field.type, offset: base + field.offset };
  if (field.bits) spot.field = field;
  return spot;
}

/** The string literal that initialises a whole character array, if the tree is one (C11 6.7.9p14, p15). */
function stringFor(type: CType, tree: InitTree): StringExpr | undefined {
  if (type.kind !== 'array') return undefined;
  let expr: Expr | undefined;
  if (tree.kind === 'expr') ({ expr } = tree);
  else if (
    tree.items.length === 1 &&
    tree.items[0].designators.length === 0 &&
    tree.items[0].value.kind === 'expr'
  )
    ({ expr } = tree.items[0].value);
  if (expr?.kind !== 'string') return undefined;
  const element = integerOf(type.of);
  const { unit } = expr.literal;
  if (!element || element.size !== unit || element.name === '_Bool') return undefined;
  if (unit === 1) return isCharacter(type.of) ? expr : undefined;
  return expr;
}

/** Bytes and relocations of a static object; says which value is no constant. */
export function encodeStatic(p: Parser, variable: Variable, init: Initializer | undefined): StaticData {
  let size = sizeOf(variable.type);
  for (const item of init?.items ?? []) size = Math.max(size, item.offset + sizeOf(item.type));
  const relocations: StaticRelocation[] = [];
  if (!init || init.items.length === 0) return { bytes: undefined, size, relocations };
  if (size > 1 << 30) {
    p.error(variable.at, `'${variable.name}' is too large to be initialized`);
    return { bytes: undefined, size, relocations };
  }
  const image = new Image(size, relocations);
  for (const item of init.items) {
    const { value } = item;
    if (value.kind === 'string') {
      image.text(item.offset, value.literal.bytes, sizeOf(item.type));
      continue;
    }
    const parts = splitConstant(value, value);
    if (parts && image.putParts(item, parts)) continue;
    let constant = evaluate(value);
    const read = uncast(value);
    if (!constant && read.kind === 'load' && read.operand.kind === 'var' && read.operand.variable.init)
      constant = constantVariable(read.operand.variable);
    const written = constant && image.put(item, constant);
    if (!written) {
      p.errorAt(value, 'initializer element is not a compile-time constant');
      return { bytes: undefined, size, relocations: [] };
    }
  }
  relocations.sort((a, b) => a.offset - b.offset);
  return { bytes: image.isZero() ? undefined : image.bytes, size, relocations };
}

const uncast = (e: Expr): Expr => (e.kind === 'cast' && e.conversion === 'same' ? uncast(e.operand) : e);

/** gcc takes the value of a const object of this unit for a constant in static initialisers. */
function constantVariable(variable: Variable): Constant | undefined {
  if (
    !(variable.type.quals & 1) ||
    variable.type.quals & 2 ||
    variable.storage !== 'static' ||
    !isScalar(variable.type)
  )
    return undefined;
  const value = variable.init?.items[0]?.value;
  return value && evaluate(value);
}

class Image {
  readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(
    size: number,
    private readonly relocations: StaticRelocation[],
  ) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  isZero(): boolean {
    return this.relocations.length === 0 && this.bytes.every((byte) => byte === 0);
  }

  text(offset: number, bytes: Uint8Array, room: number): void {
    this.bytes.set(bytes.subarray(0, room), offset);
  }

  put(item: InitItem, value: Constant): boolean {
    const constant = convertConstant(value, item.type) ?? (value.kind === 'address' ? value : undefined);
    if (!constant) return false;
    const size = sizeOf(item.type);
    this.drop(item.offset, size, item.field !== undefined);
    switch (constant.kind) {
      case 'int':
        if (item.field?.bits)
          this.bits(item.offset, item.field.bits.shift, item.field.bits.width, constant.value);
        else this.integer(item.offset, size, constant.value);
        return true;
      case 'float':
        this.float(item, constant);
        return true;
      case 'address': {
        if (item.field || (size !== 8 && !constant.minus)) return false;
        const { base, offset, minus } = constant;
        this.integer(item.offset, size, 0n);
        const relocation: StaticRelocation = { offset: item.offset, size, target: base, addend: offset };
        if (minus) relocation.minus = minus;
        if (base.kind !== 'literal' && base.kind !== 'label') base.referenced = true;
        this.relocations.push(relocation);
        return true;
      }
    }
  }

  /** The parts of a complex number. */
  putParts(item: InitItem, parts: [Expr, Expr]): boolean {
    const { type, offset, value } = item;
    if (type.kind !== 'complex') return false;
    return parts.every((part, i) => {
      const constant = evaluate(part);
      return constant && this.put({ offset: offset + i * type.of.size, type: type.of, value }, constant);
    });
  }

  /** A later value at the place of an address takes its relocation away. */
  private drop(offset: number, size: number, bits: boolean): void {
    if (bits || this.relocations.length === 0) return;
    for (let i = this.relocations.length - 1; i >= 0; i--) {
      const r = this.relocations[i];
      if (r.offset < offset + size && r.offset + r.size > offset) this.relocations.splice(i, 1);
      else if (r.offset + r.size <= offset) break;
    }
  }

  private integer(offset: number, size: number, value: bigint): void {
    if (size === 1) this.view.setUint8(offset, Number(BigInt.asUintN(8, value)));
    else if (size === 2) this.view.setUint16(offset, Number(BigInt.asUintN(16, value)), true);
    else if (size === 4) this.view.setUint32(offset, Number(BigInt.asUintN(32, value)), true);
    else {
      this.view.setBigUint64(offset, BigInt.asUintN(64, value), true);
      if (size === 16) this.view.setBigUint64(offset + 8, BigInt.asUintN(64, value >> 64n), true);
    }
  }

  private bits(offset: number, shift: number, width: number, value: bigint): void {
    for (let i = 0; i < width; i++) {
      const bit = shift + i;
      const mask = 1 << (bit & 7);
      const at = offset + (bit >> 3);
      if ((value >> BigInt(i)) & 1n) this.bytes[at] |= mask;
      else this.bytes[at] &= ~mask;
    }
  }

  private float(item: InitItem, constant: Constant & { kind: 'float' }): void {
    if (item.type.kind !== 'float') return;
    const { offset } = item;
    switch (item.type.format) {
      case 'f32':
        this.view.setFloat32(offset, constant.value, true);
        break;
      case 'f64':
        this.view.setFloat64(offset, constant.value, true);
        break;
      case 'x87': {
        const { signExponent, significand } = encodeX87(exactOf(constant));
        this.view.setBigUint64(offset, significand, true);
        this.view.setUint16(offset + 8, signExponent, true);
        break;
      }
      case 'f128': {
        const { high, low } = encodeF128(exactOf(constant));
        this.view.setBigUint64(offset, low, true);
        this.view.setBigUint64(offset + 8, high, true);
        break;
      }
    }
  }
}
