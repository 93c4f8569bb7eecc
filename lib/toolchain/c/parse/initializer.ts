import type { Expr } from '../ast';
import * as K from '../pp/kinds';
import { errorExpr } from '../sema/build';
import { encodeStatic, localInitializer, sizeFromInitializer } from '../sema/initialize';
import { alignOf, isComplete, quote } from '../sema/type';
import type { CType } from '../types';
import { assignment, constantExpression } from './expression';
import type { Parser } from './parser';

/** An initialiser as written. */
export type InitTree =
  | { kind: 'expr'; expr: Expr; at: number }
  | { kind: 'list'; items: ListItem[]; at: number; end: number };

export interface ListItem {
  designators: Designator[];
  value: InitTree;
}

export type Designator =
  | { kind: 'member'; name: string; at: number }
  /** `[first]`, or GNU `[first ... last]`. */
  | { kind: 'index'; first: Expr; last: Expr | undefined; at: number };

/** initializer: assignment | '{' [ list ] '}' (C11 6.7.9; empty as in C23) */
export function initializer(p: Parser): InitTree {
  if (p.kind !== K.L_BRACE) {
    const at = p.at;
    return { kind: 'expr', expr: assignment(p), at };
  }
  const at = p.advance();
  const items: ListItem[] = [];
  p.bracketed(() => {
    while (p.kind !== K.R_BRACE && p.kind !== K.EOF) {
      const before = p.at;
      items.push({ designators: designators(p), value: initializer(p) });
      if (!p.accept(K.COMMA)) {
        if (p.kind === K.R_BRACE || p.kind === K.EOF || p.at === before) break;
        p.expected("',' or '}'", 'in the initializer list');
        p.skipTo(K.COMMA);
        if (!p.accept(K.COMMA)) break;
      }
    }
  });
  return { kind: 'list', items, at, end: p.close(K.R_BRACE, at) };
}

function designators(p: Parser): Designator[] {
  const found: Designator[] = [];
  // Obsolete: `name: value`.
  if (p.isName && p.peek() === K.COLON) {
    const at = p.advance();
    p.advance();
    return [{ kind: 'member', name: p.text(at), at }];
  }
  for (;;) {
    if (p.kind === K.DOT) {
      p.advance();
      if (p.kind !== K.IDENT) {
        p.expected("a member's name");
        return found;
      }
      const at = p.advance();
      found.push({ kind: 'member', name: p.text(at), at });
    } else if (p.kind === K.L_BRACKET) {
      const at = p.advance();
      const first = constantExpression(p);
      const last = p.accept(K.ELLIPSIS) ? constantExpression(p) : undefined;
      p.close(K.R_BRACKET, at);
      found.push({ kind: 'index', first, last, at });
    } else break;
  }
  // Obsolete: `[index] value`.
  if (found.length > 0 && !p.accept(K.ASSIGN) && found[found.length - 1].kind === 'member')
    p.expected("'='", 'after a designator');
  return found;
}

/** `(type){ ... }`, C11 6.5.2.5; static at file scope. The parser stands at the brace. */
export function compoundLiteral(p: Parser, written: CType, open: number): Expr {
  const tree = initializer(p);
  const span = { at: open, from: open, to: p.at - 1 };
  if (written.kind === 'error') return errorExpr(p, span);
  const type = sizeFromInitializer(p, written, tree);
  if (!isComplete(type) || (type.kind === 'array' && type.vla)) {
    p.error(
      open,
      `a compound literal cannot have the ${isComplete(type) ? 'variable-length' : 'incomplete'} type ${quote(type)}`,
    );
    return errorExpr(p, span);
  }
  const variable = p.hiddenVariable(
    'compound literal',
    type,
    p.func ? 'auto' : 'static',
    open,
    alignOf(type),
  );
  variable.init = localInitializer(p, type, tree);
  if (!p.func) {
    variable.asmName = p.privateName('.compound');
    variable.data = encodeStatic(p, variable, variable.init);
  }
  return { kind: 'compound', type, ...span, lvalue: true, variable };
}
