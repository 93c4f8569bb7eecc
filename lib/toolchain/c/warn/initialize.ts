import type { Parser } from '../parse/parser';
import { evaluate } from '../sema/constant';
import type { Level } from '../sema/initialize';
import { isComplete, quote, sizeOf } from '../sema/type';

/** Members of a struct that a list leaves out at its end; not for `{}` and `{0}`, which mean all zero. */
export function checkComplete(p: Parser, level: Level, end: number): void {
  const { type, fields, index, given, first } = level;
  if (type.kind !== 'record' || type.def.union || !fields || given === 0) return;
  const missing = fields.slice(index + 1).find((f) => isComplete(f.type) && sizeOf(f.type) > 0);
  if (!missing) return;
  const value = given === 1 && first?.kind === 'expr' ? evaluate(first.expr) : undefined;
  if (value?.kind === 'int' && value.value === 0n) return;
  const name = missing.name ?? '<anonymous>';
  p.warn('missing-field-initializers', end, `missing initializer for field '${name}' of ${quote(type)}`, {
    notes: [p.note(missing.at, `'${name}' is declared here`)],
  });
}
