import { link } from '../ir/cfg';
import type { Block, Func, Slot, Value } from '../ir/ir';

/** Values a function may have to be put in place of any call of it. */
const SMALL = 30;
/** The same for the only call of a function that nobody else can call, and for always_inline. */
const ONLY = 250;
const ALWAYS = 5000;
/** A caller does not grow beyond this. */
const MAX_CALLER = 6000;

export interface Candidate {
  func: Func;
  always: boolean;
  never: boolean;
  /** Nothing outside of the unit can call it. */
  internal: boolean;
  /** Direct calls of it in the unit; infinite when its address is kept. */
  calls: number;
}

const sizeOfFunc = (func: Func) => func.blocks.reduce((sum, block) => sum + block.values.length, 0);

/** Puts the bodies of small functions in place of calls to them. Answers whether anything changed. */
export function inlineCalls(func: Func, candidates: Map<string, Candidate>): boolean {
  let changed = false;
  let size = sizeOfFunc(func);
  for (let i = 0; i < func.blocks.length; i++) {
    const block = func.blocks[i];
    for (const value of block.values) {
      const callee =
        value.op === 'call' && value.call?.symbol ? candidates.get(value.call.symbol) : undefined;
      if (!callee || callee.func === func) continue;
      const body = sizeOfFunc(callee.func);
      const limit = callee.always
        ? ALWAYS
        : callee.never
          ? 0
          : callee.internal && callee.calls === 1
            ? ONLY
            : SMALL;
      if (body > limit || (size + body > MAX_CALLER && !callee.always)) continue;
      if (!isSimple(callee.func) || !matches(value, callee.func)) continue;
      putInPlace(func, block, value, callee.func);
      size += body;
      changed = true;
      break;
    }
  }
  return changed;
}

/** It can be copied: it does not ask where it is, nor leave anything on the stack. */
function isSimple(func: Func): boolean {
  if (func.movesStack || func.returnsTwice || func.needsFrame) return false;
  return !func.blocks.some(
    (block) =>
      block.label !== undefined ||
      block.values.some(
        (value) =>
          value.op === 'incoming' ||
          value.op === 'savefloats' ||
          value.op === 'ijmp' ||
          value.op === 'blockaddr' ||
          (value.op === 'asm' && (value.asm?.labels.length ?? 0) > 0) ||
          (value.op === 'call' && value.call?.symbol === func.name) ||
          (value.op === 'ret' && value.call?.x87 !== undefined),
      ),
  );
}

/** The call passes what the function takes, and takes what it returns. */
function matches(call: Value, func: Func): boolean {
  const info = call.call;
  if (!info || info.x87) return false;
  for (const value of func.entry.values) {
    if (value.op !== 'param') continue;
    const at = info.registers.indexOf(value.num);
    if (at < 0 || call.args[at].type !== value.type) return false;
  }
  const results = resultsOf(call);
  for (const block of func.blocks) {
    const { end } = block;
    if (end?.op !== 'ret') continue;
    const registers = end.call?.registers ?? [];
    for (const [i, register] of info.results.entries()) {
      const at = registers.indexOf(register);
      // Falling off the end leaves no value; whoever uses it then is on his own.
      if (at >= 0 && results[i] && end.args[at].type !== results[i].type) return false;
    }
  }
  return true;
}

function resultsOf(call: Value): Value[] {
  const found = call.type === 'void' ? [] : [call];
  const { values } = call.block;
  for (let i = values.indexOf(call) + 1; i < values.length && values[i].op === 'result'; i++)
    if (values[i].args[0] === call) found.push(values[i]);
  return found;
}

function putInPlace(func: Func, block: Block, call: Value, callee: Func): void {
  const info = call.call;
  if (!info) return;
  const results = resultsOf(call);
  const at = block.values.indexOf(call);
  const after = func.block();
  after.values = block.values.slice(at + 1).filter((value) => !results.includes(value));
  for (const value of after.values) value.block = after;
  after.succs = block.succs;
  for (const succ of after.succs) succ.preds = succ.preds.map((pred) => (pred === block ? after : pred));
  block.succs = [];
  block.values.length = at;

  const slots = new Map<Slot, Slot>();
  for (const slot of callee.slots) {
    const copy = func.slot(slot.size, slot.align, slot.name);
    copy.pinned = slot.pinned;
    slots.set(slot, copy);
  }
  const blocks = new Map<Block, Block>();
  for (const one of callee.blocks) blocks.set(one, func.block());
  const map = new Map<Value, Value>();
  const returns: { from: Block; values: (Value | undefined)[] }[] = [];
  for (const one of callee.blocks) {
    const copy = blocks.get(one) as Block;
    for (const value of one.values) {
      if (value.op === 'param') {
        map.set(value, call.args[info.registers.indexOf(value.num)]);
        continue;
      }
      // It still comes from the line it was written in, as a debugger and a listing want it.
      const made = func.value(value.op, value.type, [], value.at, copy);
      made.describeAs(value);
      made.slot = value.slot && slots.get(value.slot);
      made.call = value.call && { ...value.call, x87: value.call.x87 && slots.get(value.call.x87) };
      map.set(value, made);
      copy.values.push(made);
    }
    for (const succ of one.succs) copy.succs.push(blocks.get(succ) as Block);
    for (const pred of one.preds) copy.preds.push(blocks.get(pred) as Block);
  }
  for (const one of callee.blocks) {
    for (const value of one.values) {
      const made = map.get(value) as Value;
      if (value.op !== 'param') made.args = value.args.map((arg) => map.get(arg) as Value);
    }
  }
  for (const one of callee.blocks) {
    const copy = blocks.get(one) as Block;
    const { end } = copy;
    if (end?.op !== 'ret') continue;
    const registers = end.call?.registers ?? [];
    const values = results.map((_, i) => {
      const index = registers.indexOf(info.results[i]);
      return index < 0 ? undefined : end.args[index];
    });
    copy.values.pop();
    copy.values.push(func.value('jmp', 'void', [], call.at, copy));
    link(copy, after);
    returns.push({ from: copy, values });
  }
  const entry = blocks.get(callee.entry) as Block;
  block.values.push(func.value('jmp', 'void', [], call.at, block));
  link(block, entry);
  // The values of the call are now phis of what the returns give: in place, so that users need not change.
  results.forEach((result, i) => {
    result.op = 'phi';
    result.call = undefined;
    result.num = 0;
    result.block = after;
    result.args = returns.map(({ from, values }) => {
      const given = values[i];
      if (given) return given;
      const none = func.value('undef', result.type, [], call.at, from);
      from.values.splice(-1, 0, none);
      return none;
    });
  });
  if (returns.length > 0) after.values.unshift(...results);
  const position = func.blocks.indexOf(block) + 1;
  func.blocks.splice(position, 0, ...callee.blocks.map((one) => blocks.get(one) as Block), after);
  func.outgoing = Math.max(func.outgoing, callee.outgoing);
}
