import type { Parser } from '../parse/parser';
import { names } from '../pp/names';
import { encodeStatic } from './initialize';
import { isComplete, quote } from './type';

/** The end of a translation unit: tentative definitions become definitions (C11 6.9.2p2), pragmas are applied. */
export function finishUnit(p: Parser): void {
  for (const variable of p.unit.variables) {
    if (!variable.defined || variable.hidden) continue;
    if (
      variable.tentative &&
      variable.type.kind === 'array' &&
      variable.type.length === undefined &&
      !variable.type.vla
    )
      variable.type = { ...variable.type, length: 1 };
    if (!isComplete(variable.type) && variable.type.kind !== 'error') {
      p.error(
        variable.at,
        `tentative definition of '${variable.name}' has incomplete type ${quote(variable.type)}`,
      );
      continue;
    }
    variable.data ??= encodeStatic(p, variable, undefined);
  }
  for (const { name, target } of p.pragma.weak) {
    const symbol = p.externals.get(names.id(name));
    if (!symbol) continue;
    symbol.weak = true;
    if (target !== undefined) symbol.alias = target;
  }
  for (const func of p.unit.functions) {
    if (func.linkage === 'internal' && func.referenced && !func.body && !func.alias)
      p.warn('unused-function', func.at, `'${func.name}' is used but never defined`);
    if (
      func.linkage === 'internal' &&
      func.body &&
      !func.referenced &&
      !func.unused &&
      !func.keep &&
      !func.inline &&
      func.onStart === undefined &&
      func.onExit === undefined
    )
      p.warn('unused-function', func.at, `unused function '${func.name}'`);
  }
  for (const entry of p.externals.values()) checkAlias(p, entry.alias, entry.at, entry.name);
}

function checkAlias(p: Parser, target: string | undefined, at: number, name: string): void {
  if (target === undefined) return;
  const known = p.externals.get(names.id(target));
  const defined =
    known &&
    (known.kind === 'function' ? known.body !== undefined || known.alias : known.defined || known.alias);
  if (!defined) p.error(at, `'${name}' is an alias of '${target}', which is not defined in this unit`);
}
