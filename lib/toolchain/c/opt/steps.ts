import type { Func, Value } from '../ir/ir';

/**
 * Moves the step of a loop's variable, `n + 1` that only the variable's phi reads, to the end of its block: behind the
 * last use of n, so that one register does for both.
 */
export function delaySteps(func: Func): void {
  const read = new Set<Value>();
  for (const block of func.blocks)
    for (const value of block.values) if (value.op !== 'phi') for (const arg of value.args) read.add(arg);
  for (const block of func.blocks) {
    // A comparison stays beside the branch that it is for.
    if (block.end?.op !== 'jmp') continue;
    const steps = block.values.filter((value) => isStep(value) && !read.has(value));
    if (steps.length === 0) continue;
    const end = block.end;
    block.values = block.values.filter((value) => value !== end && !steps.includes(value));
    block.values.push(...steps, end);
  }
}

const isStep = ({ op, args }: Value) =>
  (op === 'add' || op === 'sub') && args[0].op === 'phi' && args[1].op === 'const';
