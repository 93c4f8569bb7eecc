import type { Expr, FunctionSymbol } from '../ast';
import { dropUnreachable, link } from '../ir/cfg';
import { Func, type Value } from '../ir/ir';
import { receiveParameters } from './call';
import { type Address, type Evaluator, Lowering, type Pair, type Places, type UnitNames } from './context';
import { evaluateEffect, evaluateInto, lowerBranch, required } from './expression';
import { fillRecord } from './nested';
import { placeOf, slotOf } from './place';
import { declareLocal, findLabelScopes, lowerBlock, lowerStatement, unwind } from './statement';

const EVALUATOR: Evaluator = {
  scalar: (f, e) => (required(f, e) as { value: Value }).value,
  pair: (f, e) => (required(f, e) as { pair: Pair }).pair,
  memory: (f: Lowering, e: Expr) => (required(f, e) as { memory: Address }).memory,
  into: evaluateInto,
  effect: evaluateEffect,
  place: placeOf,
  branch: lowerBranch,
  block: lowerBlock,
  declare: declareLocal,
  slotFor: slotOf,
  unwind,
};

/** A function with a body in the intermediate form; its variables are slots. */
export function lowerFunction(symbol: FunctionSymbol, unit: UnitNames): { func: Func; places: Places } {
  const { body } = symbol;
  if (!body) throw new Error(`'${symbol.name}' has no body`);
  const func = new Func(symbol.asmName);
  const f = new Lowering(func, symbol, unit, EVALUATOR);
  const { b } = f;
  func.movesStack = body.movesStack;
  func.at = b.at = symbol.at;
  func.naked = symbol.naked ?? false;
  if (!func.naked) receiveParameters(f);
  // Between the parameters and the body, for the record that nested functions want.
  const [setup, start] = symbol.hasNested ? [b.newBlock(), b.newBlock()] : [];
  if (setup && start) {
    b.jump(setup);
    b.start(setup);
    b.start(start);
  }
  f.labelScopes = findLabelScopes(body);
  lowerStatement(f, body.block);
  b.at = body.end;
  if (func.naked) b.emit('unreachable', 'void');
  else {
    // Reaching the end: main answers 0 (C11 5.1.2.2.3), others whatever is there.
    const ended = b.emit('ret', 'void', symbol.name === 'main' ? [b.i32(0)] : []);
    ended.call = { registers: symbol.name === 'main' ? [0] : [], results: [], noreturn: false, stack: 0 };
  }
  addressedLabels(f);
  if (setup && start) fillRecord(f, setup, start);
  unit.chains.settle(symbol, f.usesChain);
  dropUnreachable(func);
  if (func.returnsTwice) for (const slot of func.slots) slot.pinned = true;
  return { func, places: f };
}

/** Every `goto *` goes through one block, from which stubs lead to the labels: no other edge is so crowded. */
function addressedLabels(f: Lowering): void {
  const { b } = f;
  const addressed = (f.symbol.body?.labels ?? []).filter((label) => label.addressTaken);
  if (addressed.length === 0) return;
  const from = f.dispatch?.block;
  if (from && f.dispatch) {
    b.start(from);
    b.emit('ijmp', 'void', [b.load('i64', 8, false, b.slot(f.dispatch.target))]);
  }
  for (const label of addressed) {
    const stub = b.newBlock();
    stub.label = f.unit.label(label);
    b.start(stub);
    // A label that nothing can jump to still has an address.
    if (!from) b.emit('unreachable', 'void');
    else {
      link(from, stub);
      b.emit('jmp', 'void');
      link(stub, f.labelBlock(label));
    }
  }
}
