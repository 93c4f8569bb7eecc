import type { Expr, Variable } from '../ast';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import { rvalue } from '../sema/build';
import { evaluate } from '../sema/constant';
import {
  attributedType,
  declareFunction,
  declareGlobal,
  declareLocal,
  declareNested,
  type Said,
} from '../sema/declare';
import { encodeStatic, localInitializer, sizeFromInitializer } from '../sema/initialize';
import { compatible, isComplete, isInteger, isVariablyModified, quote, unqualified } from '../sema/type';
import type { CType, FunctionType } from '../types';
import { asmText } from './asm';
import { attributes } from './attribute';
import { type Declarator, declarator } from './declarator';
import { constantExpression } from './expression';
import { functionDefinition } from './function';
import { type InitTree, initializer } from './initializer';
import type { Parser } from './parser';
import { asmLabel, saidOf } from './said';
import { type Specifiers, specifiers, unknownType } from './specifiers';

/** translation-unit, C11 6.9. */
export function translationUnit(p: Parser): void {
  while (p.kind !== K.EOF) {
    const before = p.at;
    if (p.accept(K.SEMICOLON)) continue;
    if (p.word === 'asm') fileAsm(p);
    else declaration(p, true);
    if (p.at === before) {
      p.syntaxError(p.kind === K.R_BRACE ? "extraneous closing brace ('}')" : 'expected a declaration');
      p.advance();
    }
  }
  p.pragma.upTo(p.at);
}

function fileAsm(p: Parser): void {
  const at = p.advance();
  while (p.acceptWord('volatile') || p.acceptWord('inline'));
  const open = p.at;
  p.expect(K.L_PAREN, "after 'asm'");
  const text = asmText(p);
  p.close(K.R_PAREN, open);
  p.expect(K.SEMICOLON, "after 'asm'");
  p.unit.asms.push({ at, text });
}

/** _Static_assert ( constant [, string] ) ; */
export function staticAssert(p: Parser): void {
  const at = p.advance();
  const open = p.at;
  if (!p.expect(K.L_PAREN, "after '_Static_assert'")) return;
  const e = constantExpression(p);
  let message = '';
  if (p.accept(K.COMMA)) {
    const parts: string[] = [];
    while (p.kind === K.STRING) parts.push(p.text(p.advance()).replace(/^[^"]*"|"$/g, ''));
    if (parts.length === 0) p.expected('a string');
    message = parts.join('');
  }
  p.close(K.R_PAREN, open);
  p.expect(K.SEMICOLON, "after '_Static_assert'");
  if (e.type.kind === 'error') return;
  const value = evaluate(e);
  if (value?.kind !== 'int' || !isInteger(e.type))
    p.errorAt(e, 'the expression in a static assertion is not an integer constant');
  else if (value.value === 0n)
    p.error(at, `static assertion failed${message ? `: "${message}"` : ''}`, { ranges: [] });
}

/** declaration, or at file scope a function definition. */
export function declaration(p: Parser, fileScope: boolean): void {
  while (p.word === '__extension__') p.advance();
  if (p.word === '_Static_assert') {
    staticAssert(p);
    return;
  }
  const unknown = unknownType(p);
  if (unknown) p.advance();
  const s = specifiers(p, true);
  if (unknown && s.implicit) s.type = p.types.error;
  if (s.implicit && !unknown) {
    // A lone attribute: `[[]];`
    if (p.kind === K.SEMICOLON && s.attributes.length > 0) {
      p.advance();
      return;
    }
    if (!p.isName && p.kind !== K.STAR && p.kind !== K.L_PAREN) {
      p.syntaxError(
        s.from === p.at
          ? `expected ${fileScope ? 'a declaration' : 'a statement'}`
          : 'expected an identifier',
        p.kind === K.NUMBER && s.from !== p.at ? { hint: 'a name cannot begin with a digit' } : undefined,
      );
      p.skipTo(K.SEMICOLON);
      if (p.kind === K.SEMICOLON) p.advance();
      return;
    }
    if (
      fileScope &&
      s.from === p.at &&
      p.isName &&
      p.peek() !== K.L_PAREN &&
      p.peek() !== K.ASSIGN &&
      p.peek() !== K.SEMICOLON &&
      p.peek() !== K.L_BRACKET &&
      p.peek() !== K.COMMA
    ) {
      p.syntaxError(`unknown type name '${p.text()}'`);
      p.skipTo(K.SEMICOLON);
      p.accept(K.SEMICOLON);
      return;
    }
    p.warn('implicit-int', p.at, "type specifier missing, defaults to 'int'");
  }
  if (s.ended) return;
  if (p.accept(K.SEMICOLON)) {
    if (!s.tag && !unknown) p.warn('missing-declarations', s.from, 'declaration does not declare anything');
    return;
  }
  for (let first = true; ; first = false) {
    const d = declarator(p, s.type, 'named');
    if (!d.name) {
      p.skipTo(K.SEMICOLON, K.L_BRACE);
      if (p.kind === K.L_BRACE) skipBraces(p);
      else p.accept(K.SEMICOLON);
      return;
    }
    if (
      first &&
      d.type.kind === 'function' &&
      d.params &&
      (p.kind === K.L_BRACE || (d.oldNames !== undefined && p.startsDeclaration()))
    ) {
      functionDefinition(p, s, d);
      return;
    }
    one(p, s, d, fileScope);
    if (!p.accept(K.COMMA)) break;
    attributes(p, s.attributes);
  }
  if (p.kind === K.SEMICOLON) p.advance();
  else {
    p.expected("';'", 'after a declaration', ';');
    // When the next line begins something new, only the semicolon was missing.
    if (!p.startsDeclaration() && p.tokens.flags[p.at] & K.LINE_START && p.kind !== K.L_BRACE) return;
    if (p.startsDeclaration()) return;
    p.skipTo(K.SEMICOLON, K.L_BRACE);
    if (p.kind === K.L_BRACE && fileScope) skipBraces(p);
    else p.accept(K.SEMICOLON);
  }
}

function skipBraces(p: Parser): void {
  while (p.kind !== K.L_BRACE && p.kind !== K.EOF && p.kind !== K.R_BRACE && p.kind !== K.SEMICOLON)
    p.advance();
  if (p.kind !== K.L_BRACE) return;
  p.advance();
  p.skipTo(K.R_BRACE);
  p.accept(K.R_BRACE);
}

/** One declarator of a declaration, with its initialiser. */
function one(p: Parser, s: Specifiers, d: Declarator, fileScope: boolean): void {
  const label = asmLabel(p);
  attributes(p, d.attributes);
  const said = saidOf(s, d.attributes, label);
  if (p.block) p.block.items.push(...p.flushVlas());
  const type = attributedType(p, d.type, said.attributes, s.storage === 'typedef');
  if (s.storage === 'typedef') {
    typedef(p, d, type, said);
    if (p.kind === K.ASSIGN) {
      p.error(p.at, 'a typedef cannot have an initializer');
      p.advance();
      initializer(p);
    }
    return;
  }
  if (type.kind === 'function') {
    if (p.kind === K.ASSIGN) {
      p.error(p.at, `illegal initializer: '${p.text(d.at)}' is a function`);
      p.advance();
      initializer(p);
    }
    if (d.oldNames) p.error(d.at, 'a parameter list without types is only allowed in a function definition');
    if (s.storage === 'auto') declareNested(p, d.name, d.at, type as FunctionType, said);
    else declareFunction(p, d.name, d.at, type as FunctionType, said, false);
    return;
  }
  if (said.inline) p.error(s.from, "'inline' can only appear on functions");
  variable(p, s, d, type, said, fileScope);
}

function typedef(p: Parser, d: Declarator, type: CType, said: Said): void {
  const text = names.text(d.name);
  const before = p.scopes.ordinary.local(d.name);
  if (before) {
    const same = before.kind === 'typedef' && compatible(before.type, type);
    if (!same)
      p.error(
        d.at,
        before.kind === 'typedef'
          ? `typedef redefinition with different types (${quote(type)} and ${quote(before.type)})`
          : `redefinition of '${text}' as a different kind of symbol`,
        {
          notes: [p.note(before.at, 'previous definition is here')],
        },
      );
    if (same) return;
  }
  const named: CType = type.kind === 'error' ? type : { ...type, alias: text };
  if (type.kind === 'record' && type.def.tag === undefined) named.alias = text;
  const deprecated = said.attributes.find((a) => a.name === 'deprecated') ? '' : undefined;
  p.scopes.ordinary.set(d.name, {
    kind: 'typedef',
    name: text,
    type: named,
    at: d.at,
    deprecated,
    unused: true,
    referenced: false,
  });
  noteSized(p, { name: text, type: named, at: d.at });
  p.unit.typedefs.push({ name: text, type: named, at: d.at });
}

function variable(
  p: Parser,
  s: Specifiers,
  d: Declarator,
  written: CType,
  said: Said,
  fileScope: boolean,
): void {
  let type = written;
  const text = names.text(d.name);
  const initialised = p.kind === K.ASSIGN;
  if (s.auto) {
    autoType(p, d, said, fileScope);
    return;
  }
  // A name of the linker's that only its address is taken of may be `extern void`, as gcc has it.
  if (type.kind === 'void' && (s.storage !== 'extern' || initialised)) {
    p.error(d.at, `variable '${text}' has type 'void'`);
    type = p.types.error;
  }
  const linked = fileScope || s.storage === 'extern';
  if (fileScope && (s.storage === 'auto' || (s.storage === 'register' && said.asmLabel === undefined)))
    p.error(s.from, `illegal storage class '${s.storage}' at file scope`);
  const isStatic = linked || s.storage === 'static';
  if (isStatic && isVariablyModified(type) && (type.kind === 'array' || linked)) {
    p.error(d.at, `variable-length array '${text}' cannot have static storage`);
    type = p.types.error;
  }
  let symbol: Variable;
  if (linked) {
    if (initialised && !fileScope)
      p.error(d.at, `'extern' variable '${text}' in a block cannot have an initializer`);
    symbol = declareGlobal(p, d.name, d.at, type, said, initialised);
  } else symbol = declareLocal(p, d.name, d.at, type, said);
  if (initialised) {
    p.advance();
    const tree = initializer(p);
    initialise(p, symbol, tree, isStatic);
  } else if (!linked && !isComplete(type) && type.kind !== 'error') {
    p.error(
      d.at,
      type.kind === 'array'
        ? `definition of '${text}' needs an array size or an initializer`
        : `variable '${text}' has incomplete type ${quote(type)}`,
      incompleteNote(p, type),
    );
    symbol.type = p.types.error;
  }
  if (!isStatic) p.block?.items.push({ kind: 'decl', at: d.at, variable: symbol });
  else if (!linked && !symbol.data) symbol.data = encodeStatic(p, symbol, undefined);
  if (!linked) noteSized(p, symbol);
  if (!isStatic && symbol.type.kind === 'array' && symbol.type.vla && p.block && p.func) {
    p.block.vla = true;
    p.func.movesStack = true;
  }
  if (symbol.cleanup && p.block) p.block.cleanups.push(symbol);
}

/** A name of variable size, or of a pointer to such, which no jump may pass. */
function noteSized(p: Parser, { name, type, at }: { name: string; type: CType; at: number }): void {
  if (p.block && isVariablyModified(type)) p.block.sized = { name, at, before: p.block.sized };
}

const incompleteNote = (p: Parser, type: CType) =>
  type.kind === 'record' && type.def.at > 0
    ? { notes: [p.note(type.def.at, `forward declaration of ${quote(unqualified(type))}`)] }
    : {};

function initialise(p: Parser, symbol: Variable, tree: InitTree, isStatic: boolean): void {
  if (symbol.type.kind === 'error') return;
  symbol.type = sizeFromInitializer(p, symbol.type, tree);
  if (!isComplete(symbol.type)) {
    p.error(
      symbol.at,
      `variable '${symbol.name}' has incomplete type ${quote(symbol.type)}`,
      incompleteNote(p, symbol.type),
    );
    symbol.type = p.types.error;
    return;
  }
  if (symbol.type.kind === 'array' && symbol.type.vla) {
    if (tree.kind === 'list' && tree.items.length === 0) return;
    p.error(tree.at, 'a variable-length array cannot be initialized');
    return;
  }
  const init = localInitializer(p, symbol.type, tree);
  symbol.init = init;
  if (isStatic) symbol.data = encodeStatic(p, symbol, init);
}

/** `__auto_type x = value;`: the name is not known in its own initialiser. */
function autoType(p: Parser, d: Declarator, said: Said, fileScope: boolean): void {
  if (!p.expect(K.ASSIGN, "after '__auto_type' and a name")) return;
  const tree = initializer(p);
  if (tree.kind === 'list') {
    p.error(tree.at, "'__auto_type' cannot take its type from a list");
    return;
  }
  const value: Expr = rvalue(tree.expr);
  const type = unqualified(value.type);
  const isStatic = fileScope || said.storage === 'static';
  const symbol = fileScope
    ? declareGlobal(p, d.name, d.at, type, said, true)
    : declareLocal(p, d.name, d.at, type, said);
  initialise(p, symbol, { kind: 'expr', expr: value, at: tree.at }, isStatic);
  if (!isStatic) p.block?.items.push({ kind: 'decl', at: d.at, variable: symbol });
  if (symbol.cleanup && p.block) p.block.cleanups.push(symbol);
}
