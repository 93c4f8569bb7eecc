import type {
  Block as BlockStmt,
  CaseStmt,
  Expr,
  ForStmt,
  FunctionBody,
  Initializer,
  Label,
  Stmt,
  SwitchStmt,
  Variable,
} from '../ast';
import type { Block, Slot } from '../ir/ir';
import { sizeOfType } from './abi';
import { lowerAsm } from './asm';
import { allocate } from './builtin';
import { lowerReturn } from './call';
import type { Address, Lowering, Scope } from './context';
import { extend } from './convert';
import { leaveFor } from './nested';
import { slotOf, storePlace } from './place';
import { lowerSwitch } from './switch';
import { carrierOf, isSigned } from './types';

export function lowerStatement(f: Lowering, s: Stmt): void {
  const { b } = f;
  b.at = s.at;
  switch (s.kind) {
    case 'block':
      lowerBlock(f, s, undefined);
      return;
    case 'expr':
      f.on.effect(f, s.expr);
      return;
    case 'decl':
      f.on.declare(f, s.variable);
      return;
    case 'vla':
      b.store(8, b.slot(slotOf(f, s.size)), 0, f.on.scalar(f, s.value));
      return;
    case 'if': {
      const [yes, done] = [b.newBlock(), b.newBlock()];
      const no = s.else ? b.newBlock() : done;
      f.on.branch(f, s.test, yes, no);
      b.start(yes);
      lowerStatement(f, s.then);
      b.jump(done);
      if (s.else) {
        b.start(no);
        lowerStatement(f, s.else);
        b.jump(done);
      }
      b.start(done);
      return;
    }
    case 'while':
      lowerLoop(f, s.test, undefined, s.body, true);
      return;
    case 'do':
      lowerLoop(f, s.test, undefined, s.body, false);
      return;
    case 'for':
      lowerFor(f, s);
      return;
    case 'switch':
      lowerSwitchStatement(f, s);
      return;
    case 'case':
      enterCase(f, s);
      lowerStatement(f, s.body);
      return;
    case 'label': {
      const block = f.labelBlock(s.label);
      f.labelOrder.set(s.label, f.order++);
      b.jump(block);
      b.start(block);
      lowerStatement(f, s.body);
      return;
    }
    case 'goto':
      if (s.label.func !== f.symbol) {
        leaveFor(f, s.label);
        return;
      }
      undeclareBelow(
        f,
        s.label,
        unwindWhile(f, (scope) => !f.labelScopes.get(s.label)?.has(scope.node), true),
      );
      b.jump(f.labelBlock(s.label));
      return;
    case 'computed-goto': {
      const target = f.on.scalar(f, s.target);
      const { block, slot } = dispatchOf(f);
      b.store(8, b.slot(slot), 0, target);
      b.jump(block);
      return;
    }
    case 'break':
    case 'continue': {
      const to = s.kind === 'break' ? f.jumps?.breakTo : f.jumps?.continueTo;
      if (!to) throw new Error(`${s.kind} outside of a loop`);
      unwind(f, s.kind === 'break' ? f.jumps?.breakScope : f.jumps?.continueScope, true);
      b.jump(to);
      return;
    }
    case 'return':
      lowerReturn(f, s.value);
      return;
    case 'asm':
      lowerAsm(f, s);
      return;
    default:
      return;
  }
}

function dispatchOf(f: Lowering): { block: Block; slot: Slot } {
  f.dispatch ??= { block: f.b.newBlock(), target: f.func.slot(8, 8) };
  return { block: f.dispatch.block, slot: f.dispatch.target };
}

/** Statements of a block in a scope of their own. `last`: takes the value of the last expression. */
export function lowerBlock(f: Lowering, s: BlockStmt, last: ((e: Expr) => void) | undefined): void {
  inScope(f, s, () => {
    s.items.forEach((item, i) => {
      const value = i === s.items.length - 1 ? valueStatement(item) : undefined;
      if (last && value) {
        if (item.kind === 'label') {
          const block = f.labelBlock(item.label);
          f.labelOrder.set(item.label, f.order++);
          f.b.jump(block);
          f.b.start(block);
        }
        f.b.at = value.at;
        last(value);
      } else lowerStatement(f, item);
    });
  });
}

function valueStatement(s: Stmt): Expr | undefined {
  if (s.kind === 'expr') return s.expr;
  return s.kind === 'label' ? valueStatement(s.body) : undefined;
}

function inScope(f: Lowering, s: BlockStmt | ForStmt, body: () => void): void {
  const { vla } = s;
  if (!vla && s.cleanups.length === 0) {
    body();
    return;
  }
  const { b } = f;
  const outer = f.scope;
  const scope: Scope = { parent: outer, node: s, cleanups: [], arrays: [] };
  if (vla) {
    f.func.movesStack = true;
    scope.stack = f.func.slot(8, 8);
    b.store(8, b.slot(scope.stack), 0, b.emit('stacksave', 'i64'));
  }
  f.scope = scope;
  body();
  unwind(f, outer, true);
  f.scope = outer;
}

/** Runs the cleanups of all scopes inside `to`, and puts the stack back. */
export function unwind(f: Lowering, to: Scope | undefined, restore: boolean): void {
  unwindWhile(f, (scope) => scope !== to, restore);
}

/** Answers the first scope that is not left. */
function unwindWhile(f: Lowering, leaves: (scope: Scope) => boolean, restore: boolean): Scope | undefined {
  let { scope } = f;
  for (; scope && leaves(scope); scope = scope.parent) {
    cleanUp(f, scope, -1);
    if (scope.stack && restore) restoreStack(f, scope.stack);
  }
  return scope;
}

function cleanUp(f: Lowering, scope: Scope, since: number): void {
  const { b } = f;
  for (const { variable, func, order } of [...scope.cleanups].reverse()) {
    if (order < since) continue;
    const call = b.emit('call', 'void', [b.slot(slotOf(f, variable))]);
    call.call = { symbol: func.asmName, registers: [7], results: [], noreturn: false, stack: 0 };
  }
}

const restoreStack = ({ b }: Lowering, from: Slot) =>
  b.emit('stackrestore', 'void', [b.load('i64', 8, false, b.slot(from))]);

/** What is declared below a label in its own scope ends when a goto goes back to it. */
function undeclareBelow(f: Lowering, label: Label, scope: Scope | undefined): void {
  const since = f.labelOrder.get(label);
  if (since === undefined || !scope) return;
  cleanUp(f, scope, since);
  const first = scope.arrays.find(({ order }) => order > since);
  if (first) restoreStack(f, first.before);
}

/** Tests stand at the end: one jump a round. */
function lowerLoop(
  f: Lowering,
  test: Expr | undefined,
  step: Expr | undefined,
  body: Stmt,
  testFirst: boolean,
): void {
  const { b } = f;
  const [start, next, check, done] = [b.newBlock(), b.newBlock(), b.newBlock(), b.newBlock()];
  const outer = f.jumps;
  f.jumps = { breakTo: done, breakScope: f.scope, continueTo: next, continueScope: f.scope };
  b.jump(testFirst && test ? check : start);
  b.start(start);
  lowerStatement(f, body);
  b.jump(next);
  b.start(next);
  if (step) f.on.effect(f, step);
  b.jump(check);
  b.start(check);
  if (test) f.on.branch(f, test, start, done);
  else b.jump(start);
  b.start(done);
  f.jumps = outer;
}

function lowerFor(f: Lowering, s: ForStmt): void {
  inScope(f, s, () => {
    for (const init of s.init) lowerStatement(f, init);
    lowerLoop(f, s.test, s.step, s.body, true);
  });
}

function lowerSwitchStatement(f: Lowering, s: SwitchStmt): void {
  const { b } = f;
  const done = b.newBlock();
  const outer = f.jumps;
  let value = f.on.scalar(f, s.value);
  if (value.type === 'i32' && sizeOfType(s.value.type) === 8) value = extend(f, s.value.type, value);
  let otherwise = done;
  const targets = s.cases.map((one) => {
    const block = b.newBlock();
    f.cases.set(one, block);
    if (one.low === undefined) otherwise = block;
    return { one, block };
  });
  const ranges = targets
    .filter(({ one }) => one.low !== undefined)
    .map(({ one, block }) => ({ low: one.low as bigint, high: one.high ?? (one.low as bigint), block }))
    .filter(({ low, high }) => low <= high);
  lowerSwitch(b, value, isSigned(s.value.type), ranges, otherwise);
  f.jumps = {
    breakTo: done,
    breakScope: f.scope,
    continueTo: outer?.continueTo,
    continueScope: outer?.continueScope,
  };
  lowerStatement(f, s.body);
  b.jump(done);
  b.start(done);
  f.jumps = outer;
}

function enterCase(f: Lowering, s: CaseStmt): void {
  const block = f.cases.get(s);
  if (!block) throw new Error('a case outside of its switch');
  f.b.jump(block);
  f.b.start(block);
}

// ---- Declarations ---------------------------------------------------------------------------------------------------

/** A local object comes into being: storage of variable length is taken, and it is initialised. */
export function declareLocal(f: Lowering, variable: Variable): void {
  const { b } = f;
  if (variable.storage === 'static') return;
  const { type } = variable;
  if (type.kind === 'array' && type.vla?.size) {
    const pointer = pointerSlot(f, variable);
    const size = b.load('i64', 8, false, b.slot(slotOf(f, type.vla.size)));
    const before = f.func.slot(8, 8);
    b.store(8, b.slot(before), 0, b.emit('stacksave', 'i64'));
    f.scope?.arrays.push({ before, order: f.order++ });
    b.store(8, b.slot(pointer), 0, allocate(f, size, Math.max(16, variable.align)));
  } else {
    const slot = slotOf(f, variable);
    if (variable.init)
      initialise(f, { base: b.slot(slot), offset: 0 }, sizeOfType(type), variable.init, variable);
  }
  if (variable.cleanup && f.scope)
    f.scope.cleanups.push({ variable, func: variable.cleanup, order: f.order++ });
}

function pointerSlot(f: Lowering, variable: Variable): Slot {
  let slot = f.pointers.get(variable);
  if (!slot) f.pointers.set(variable, (slot = f.func.slot(8, 8)));
  return slot;
}

/** Stores the items of an initialiser; whatever they leave is zero. */
function initialise(f: Lowering, to: Address, size: number, init: Initializer, variable: Variable): void {
  const { b } = f;
  const whole =
    init.items.length === 1 && !init.items[0].field?.bits && init.items[0].offset === 0
      ? init.items[0]
      : undefined;
  const base = () => (to.base.slot ? b.slot(to.base.slot) : to.base);
  if (whole && whole.value.kind !== 'string' && sizeOfType(whole.type) === size) {
    f.on.into(f, whole.value, { base: base(), offset: to.offset });
    return;
  }
  if (!covers(init, size)) b.zero(base(), size);
  for (const item of init.items) {
    b.at = item.value.at;
    const place = {
      base: base(),
      offset: to.offset + item.offset,
      type: item.type,
      volatile: (variable.type.quals & 2) !== 0,
      bits: item.field?.bits,
    };
    if (item.value.kind === 'string') {
      const bytes = sizeOfType(item.type);
      const given = Math.min(bytes, item.value.literal.bytes.length);
      b.copy(b.offset(base(), place.offset), b.symbol(f.unit.literal(item.value.literal)), given);
      if (given < bytes) b.zero(b.offset(base(), place.offset + given), bytes - given);
    } else if (carrierOf(item.type) === 'memory') f.on.into(f, item.value, place);
    else if (carrierOf(item.type) === 'pair') storePlace(f, place, { pair: f.on.pair(f, item.value) });
    else storePlace(f, place, { value: f.on.scalar(f, item.value) });
  }
}

/** Every byte is written by some item, bit-fields left aside. */
function covers(init: Initializer, size: number): boolean {
  let covered = 0;
  for (const item of [...init.items].sort((a, b) => a.offset - b.offset)) {
    if (item.field?.bits || item.offset > covered) return false;
    covered = Math.max(covered, item.offset + sizeOfType(item.type));
  }
  return covered >= size;
}

/** The blocks with something to undo around each label. */
export function findLabelScopes(body: FunctionBody): Map<Label, Set<Stmt>> {
  const found = new Map<Label, Set<Stmt>>();
  const walk = (s: Stmt | undefined, around: Stmt[]): void => {
    if (!s) return;
    switch (s.kind) {
      case 'block': {
        const inside = s.vla || s.cleanups.length > 0 ? [...around, s] : around;
        for (const item of s.items) walk(item, inside);
        return;
      }
      case 'for': {
        const inside = s.vla || s.cleanups.length > 0 ? [...around, s] : around;
        walk(s.body, inside);
        return;
      }
      case 'if':
        walk(s.then, around);
        walk(s.else, around);
        return;
      case 'label':
        found.set(s.label, new Set(around));
        walk(s.body, around);
        return;
      case 'while':
      case 'do':
      case 'switch':
      case 'case':
        walk(s.body, around);
        return;
      default:
        return;
    }
  };
  walk(body.block, []);
  return found;
}
