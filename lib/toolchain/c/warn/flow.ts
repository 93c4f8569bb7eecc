import type { FunctionSymbol } from '../ast';
import type { Context } from '../sema/context';
import { checkEnums } from './enum';
import { checkFallthrough } from './fallthrough';
import { checkFreed } from './freed';
import { Reach } from './reach';
import { checkRecursion } from './recursion';
import { checkSequence } from './sequence';
import { checkUninitialised } from './uninitialised';
import { checkUnread } from './unread';

/** Warnings that follow how control goes through a function. */
export function checkFlow(cx: Context, func: FunctionSymbol): void {
  const { body } = func;
  if (!body) return;
  const ends = new Reach().goesOn(body.block);
  const { returns } = func.type;
  if (ends && func.noreturn)
    cx.warn('return-type', body.end, `function '${func.name}' declared 'noreturn' should not return`);
  else if (ends && returns.kind !== 'void' && returns.kind !== 'error' && func.name !== 'main')
    cx.warn('return-type', body.end, `control reaches the end of '${func.name}', which returns a value`, {
      notes: [cx.note(func.at, `'${func.name}' is declared here`)],
    });
  checkUninitialised(cx, func);
  checkFreed(cx, func);
  checkRecursion(cx, func, body.block);
  checkSequence(cx, body.block);
  checkUnread(cx, func);
  checkEnums(cx, body.block);
  checkFallthrough(cx, body.block);
}
