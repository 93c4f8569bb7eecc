import { dropUnreachable, unlink } from '../ir/cfg';
import type { Block, Func } from '../ir/ir';

/** More blocks than this share their way out. */
const MAX_COPIES = 8;

/**
 * Gives each block that goes on to nothing but a return one of its own: it spares a jump, each result goes straight to where
 * results go, and a short way through the function may need no frame.
 */
export function splitReturns(func: Func): void {
  let changed = false;
  for (const block of func.blocks) {
    if (block === func.entry || block.label !== undefined || !isBareReturn(block)) continue;
    const from = block.preds.filter((pred) => pred.end.op === 'jmp');
    if (from.length > MAX_COPIES || block.preds.length < 2) continue;
    for (const pred of from) {
      returnFrom(func, pred, block);
      changed = true;
    }
  }
  if (changed) dropUnreachable(func);
}

const isBareReturn = ({ values }: Block) =>
  values.every((value, i) => (i === values.length - 1 ? value.op === 'ret' : value.op === 'phi'));

function returnFrom(func: Func, pred: Block, block: Block): void {
  const edge = block.preds.indexOf(pred);
  const { end } = block;
  const args = end.args.map((arg) => (arg.op === 'phi' && arg.block === block ? arg.args[edge] : arg));
  const jump = pred.end;
  unlink(pred, 0);
  pred.values[pred.values.length - 1] = func.value('ret', 'void', args, end.at, pred);
  pred.end.call = end.call;
  pred.end.at = end.at < 0 ? jump.at : end.at;
}
