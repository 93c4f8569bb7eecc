import type { Stmt, SwitchStmt } from '../ast';
import type { Context } from '../sema/context';
import { partsOf } from './walk';

/** How many values are named before the rest is counted. */
const NAMED = 3;

/** A switch on an enum that has neither a case for each of its values nor a default. */
export function checkEnums(cx: Context, s: Stmt): void {
  if (s.kind === 'switch') checkSwitch(cx, s);
  for (const part of partsOf(s)) checkEnums(cx, part);
}

function checkSwitch(cx: Context, { value, cases, at }: SwitchStmt): void {
  const of = value.kind === 'cast' && value.implicit ? value.operand.type : value.type;
  if (of.kind !== 'enum' || cases.some((c) => c.low === undefined)) return;
  const missing = of.def.values.filter(
    ({ value: v }) => !cases.some((c) => c.low !== undefined && c.low <= v && v <= (c.high ?? c.low)),
  );
  if (missing.length === 0) return;
  const names = missing.slice(0, NAMED).map(({ name }) => `'${name}'`);
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  cx.warn('switch', at, `no case for ${names.join(', ')}${more} in the switch, and no default`);
}
