import type { Func } from '../ir/ir';
import { dropDead, dropDeadStores, joinBlocks } from './dead';
import { hoistInvariants } from './hoist';
import { type Candidate, inlineCalls } from './inline';
import { promoteSlots } from './promote';
import { simplify } from './simplify';
import { delaySteps } from './steps';

/** What -O1 does to a function by itself. */
export function optimise(func: Func): void {
  joinBlocks(func);
  if (!func.returnsTwice) promoteSlots(func);
  simplify(func);
  joinBlocks(func);
  dropDead(func);
  dropDeadStores(func);
  hoistInvariants(func);
  simplify(func);
  dropDead(func);
  joinBlocks(func);
  delaySteps(func);
}

/** Functions with the bodies of small ones put in place of calls, callees first. */
export function inlineAll(funcs: Func[], candidates: Map<string, Candidate>): void {
  const done = new Set<Func>();
  const visit = (func: Func, depth: number): void => {
    if (done.has(func)) return;
    done.add(func);
    if (depth < 200)
      for (const callee of calleesOf(func)) {
        const candidate = candidates.get(callee);
        if (candidate) visit(candidate.func, depth + 1);
      }
    if (inlineCalls(func, candidates)) optimise(func);
  };
  for (const func of funcs) visit(func, 0);
}

export function calleesOf(func: Func): Set<string> {
  const found = new Set<string>();
  for (const block of func.blocks)
    for (const value of block.values)
      if (value.op === 'call' && value.call?.symbol) found.add(value.call.symbol);
  return found;
}
