import type { Expr, FunctionSymbol, Variable } from '../ast';
import { whereToken } from '../diagnose/diagnostics';
import { foreignHint } from '../diagnose/foreign';
import { nearest } from '../diagnose/suggest';
import type { Parser } from '../parse/parser';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import type { FunctionType } from '../types';
import { CONST } from '../types';
import { errorExpr, intConst, varExpr } from './build';
import type { FunctionState } from './context';
import { headerOf, librarySignature } from './library';
import { functionExpr } from './operators';
import { arrayOf, qualify } from './type';

const FUNCTION_NAMES = new Set(
  ['__func__', '__FUNCTION__', '__PRETTY_FUNCTION__'].map((name) => names.id(name)),
);

/** primary: a name. One that nobody declared is an implicit function when it is called, else an error. */
export function identifier(p: Parser): Expr {
  const name = p.value;
  const at = p.advance();
  const span = { at, from: at, to: at };
  const entry = p.scopes.ordinary.get(name);
  switch (entry?.kind) {
    case 'variable':
      if (p.unevaluated === 0) entry.referenced = true;
      if (p.func?.symbol.outer) capture(p.func, entry);
      if (entry.deprecated !== undefined) deprecated(p, at, entry.name, entry.deprecated, entry.at);
      return varExpr(entry, span);
    case 'function':
      if (p.unevaluated === 0) entry.referenced = true;
      if (entry.deprecated !== undefined) deprecated(p, at, entry.name, entry.deprecated, entry.at);
      return functionExpr(entry, at);
    case 'enumerator':
      return intConst(entry.value, entry.type, span);
    case 'typedef':
      p.error(at, `unexpected type name '${entry.name}': expected an expression`);
      return errorExpr(p, span);
  }
  if (FUNCTION_NAMES.has(name) && p.func) return functionName(p, name, span);
  if (p.kind === K.L_PAREN) return implicitFunction(p, name, at);
  undeclared(p, name, at);
  return errorExpr(p, span);
}

/** A variable of a function around a nested one is reached by its address. */
function capture(func: FunctionState, variable: Variable): void {
  if (variable.storage !== 'static' && !func.params.includes(variable) && !func.locals.includes(variable))
    variable.addressTaken = true;
}

function deprecated(p: Parser, at: number, name: string, message: string, declared: number): void {
  p.warn('deprecated-declarations', at, `'${name}' is deprecated${message ? `: ${message}` : ''}`, {
    notes: [p.note(declared, 'declared here')],
  });
}

/** `__func__`: a static array that each function has, made when it is used (C11 6.4.2.2). */
function functionName(p: Parser, name: number, span: { at: number; from: number; to: number }): Expr {
  const { func } = p;
  if (!func) return errorExpr(p, span);
  const known = func.names.get('__func__');
  if (known) return { ...varExpr(known, span) };
  const bytes = new TextEncoder().encode(`${func.symbol.name}\0`);
  const type = arrayOf(qualify(p.types.char, CONST), bytes.length);
  const variable = p.hiddenVariable(names.text(name), type, 'static', func.symbol.at, 1);
  variable.data = { bytes, size: bytes.length, relocations: [] };
  func.names.set('__func__', variable);
  return varExpr(variable, span);
}

/** A function symbol without any attributes. */
export function newFunction(name: string, type: FunctionType, at: number): FunctionSymbol {
  return {
    kind: 'function',
    name,
    asmName: name,
    linkage: 'external',
    weak: false,
    visibility: 'default',
    referenced: false,
    keep: false,
    unused: false,
    at,
    type,
    inline: false,
    emit: false,
    noreturn: false,
    alwaysInline: false,
    noinline: false,
    pure: false,
    const: false,
    malloc: false,
    returnsTwice: RETURNS_TWICE.has(name),
    addressTaken: false,
  };
}

/** Functions of the library that do not come back, declared or not. */
const NORETURN = new Set(['abort', 'exit', '_exit', '_Exit']);

const RETURNS_TWICE = new Set([
  'setjmp',
  '_setjmp',
  'sigsetjmp',
  '__sigsetjmp',
  'vfork',
  'getcontext',
  'savectx',
]);

/** C90's `int f()`, as gcc 12 still has it, with a warning; known functions of the library have their own type. */
function implicitFunction(p: Parser, name: number, at: number): Expr {
  const text = names.text(name);
  const known = librarySignature(p.types, text);
  const header = headerOf(text);
  const foreign = foreignHint(text);
  const near = header || foreign ? undefined : nearest(text, visibleFunctions(p));
  p.warn(
    'implicit-function-declaration',
    at,
    `implicit declaration of function '${text}'${near ? `; did you mean '${near}'?` : ''}`,
    {
      hint: header ? `include <${header}>` : foreign,
      fix: near ? { where: whereToken(p.tokens, at), text: near } : undefined,
    },
  );
  const type: FunctionType = known ?? {
    kind: 'function',
    quals: 0,
    returns: p.types.int,
    params: [],
    variadic: false,
    prototype: false,
  };
  const func = newFunction(text, type, at);
  func.referenced = true;
  func.noreturn = NORETURN.has(text);
  p.scopes.ordinary.set(name, func);
  p.externals.set(name, func);
  p.unit.functions.push(func);
  return functionExpr(func, at);
}

function* visibleFunctions(p: Parser): Generator<string> {
  for (const name of p.scopes.ordinary.names())
    if (p.scopes.ordinary.get(name)?.kind === 'function') yield names.text(name);
}

function* visibleNames(p: Parser): Generator<string> {
  for (const name of p.scopes.ordinary.names()) {
    const entry = p.scopes.ordinary.get(name);
    if (entry && entry.kind !== 'typedef') yield names.text(name);
  }
}

const STATEMENTS = ['return', 'goto', 'else', 'case', 'do'];

const reported = new WeakMap<Parser, Set<number>>();

/** An error once for each name in a function, as gcc does. */
function undeclared(p: Parser, name: number, at: number): void {
  const text = names.text(name);
  const said = reported.get(p) ?? new Set();
  reported.set(p, said);
  if (said.has(name)) return;
  said.add(name);
  const header = headerOf(text);
  if (header) {
    p.error(at, `use of undeclared identifier '${text}'`, { hint: `include <${header}>` });
    return;
  }
  const foreign = foreignHint(text);
  if (foreign) {
    p.error(at, `use of undeclared identifier '${text}'`, { hint: foreign });
    return;
  }
  // What stands before another word or a number was meant for a statement.
  const isStatement = p.kind === K.IDENT || p.kind === K.NUMBER || p.kind === K.STRING;
  const near = (isStatement && nearest(text, STATEMENTS)) || nearest(text, visibleNames(p));
  p.error(at, `use of undeclared identifier '${text}'${near ? `; did you mean '${near}'?` : ''}`, {
    fix: near ? { where: whereToken(p.tokens, at), text: near } : undefined,
  });
}
