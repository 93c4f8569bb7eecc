import type { Expr, Stmt } from '../ast';

/** The expressions that one is made of, in the order of the text; not what a statement expression holds. */
export function operandsOf(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case 'load':
    case 'decay':
    case 'cast':
    case 'unary':
    case 'address':
    case 'deref':
      return [e.operand];
    case 'binary':
    case 'pointer-diff':
    case 'logical':
    case 'comma':
      return [e.left, e.right];
    case 'pointer-add':
      return [e.pointer, e.index];
    case 'conditional':
      return [e.test, e.then, e.else];
    case 'elvis':
      return [e.value, e.else];
    case 'assign':
    case 'assign-op':
      return [e.target, e.value];
    case 'inc-dec':
      return [e.target];
    case 'member':
      return [e.base];
    case 'call':
      return [e.callee, ...e.args];
    case 'builtin':
    case 'atomic':
      return e.args;
    case 'va-arg':
      return [e.list];
    case 'compound':
      return e.variable.init?.items.map((item) => item.value) ?? [];
    default:
      return [];
  }
}

/** The expressions that a statement holds itself, in the order of the text. */
export function expressionsOf(s: Stmt): readonly Expr[] {
  switch (s.kind) {
    case 'expr':
      return [s.expr];
    case 'decl':
      return s.variable.init?.items.map((item) => item.value) ?? [];
    case 'vla':
    case 'switch':
      return [s.value];
    case 'return':
      return s.value ? [s.value] : [];
    case 'if':
    case 'while':
    case 'do':
      return [s.test];
    case 'for':
      return [s.test, s.step].filter((e) => e !== undefined);
    case 'computed-goto':
      return [s.target];
    default:
      return [];
  }
}

/** The statements that a statement is made of. */
export function partsOf(s: Stmt): readonly Stmt[] {
  switch (s.kind) {
    case 'block':
      return s.items;
    case 'if':
      return s.else ? [s.then, s.else] : [s.then];
    case 'for':
      return [...s.init, s.body];
    case 'while':
    case 'do':
    case 'switch':
    case 'case':
    case 'label':
      return [s.body];
    default:
      return [];
  }
}
