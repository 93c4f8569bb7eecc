import type { Block, CaseStmt, Expr, Stmt, SwitchStmt } from '../ast';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import { assignTo, requireScalar } from '../sema/assign';
import { convert, promote, rvalue } from '../sema/build';
import { evaluate, wrap } from '../sema/constant';
import type { FunctionState, LabelState, SizedName } from '../sema/context';
import { discard } from '../sema/operators';
import { integerOf, isInteger, quote } from '../sema/type';
import { checkReturn } from '../warn/call';
import { checkEmptyBody, checkIndentation, checkReached } from '../warn/layout';
import { checkCondition } from '../warn/operators';
import { warnUnusedLocals, warnUnusedValue } from '../warn/unused';
import { asmStatement } from './asm';
import { type Attribute, attributes, hasAttribute } from './attribute';

import { constantExpression, expression } from './expression';
import type { Parser } from './parser';

/** A compound statement with a scope of its own; the parser stands at its brace. */
export function blockStatement(p: Parser, valueUsed = false): Block {
  p.scopes.push();
  const block = p.bracketed(() => blockItems(p, [], valueUsed));
  warnUnusedLocals(p, p.scopes.pop());
  return block;
}

/** '{' { declaration | statement } '}', in the scope that is open. */
export function blockItems(p: Parser, start: Stmt[], valueUsed = false): Block {
  const at = p.at;
  const outer = p.block;
  const state = { items: start, vla: false, cleanups: [], outer, sized: outer?.sized };
  p.block = state;
  const block: Block = { kind: 'block', at, items: start, vla: false, cleanups: state.cleanups, end: at };
  if (!p.expect(K.L_BRACE)) {
    p.block = outer;
    return block;
  }
  const saved: SavedLabel[] = [];
  while (p.word === '__label__') localLabels(p, saved);
  while (p.kind !== K.R_BRACE && p.kind !== K.EOF) {
    const before = p.at;
    if (p.startsDeclaration() || looksLikeDeclaration(p)) p.grammar.declaration(p, false);
    else {
      checkReached(p, state.items.at(-1));
      const made = statement(p, valueUsed);
      state.items.push(...p.flushVlas(), made);
    }
    if (p.at === before) p.advance();
  }
  block.end = p.close(K.R_BRACE, at);
  block.vla = state.vla;
  endLocalLabels(p, saved);
  p.block = outer;
  return block;
}

/** `foo x`, `foo *x`: a type nobody declared, and not an expression. */
function looksLikeDeclaration(p: Parser): boolean {
  if (!p.isName || p.scopes.ordinary.get(p.value)) return false;
  const next = p.peek();
  if (next === K.IDENT) return !p.wordAt(1);
  return (
    next === K.STAR &&
    p.isNameAt(2) &&
    (p.peek(3) === K.SEMICOLON || p.peek(3) === K.ASSIGN) &&
    p.scopes.ordinary.get(p.tokens.value[p.at + 2]) === undefined
  );
}

type SavedLabel = [number, LabelState | undefined];

/** GNU `__label__ a, b;` */
function localLabels(p: Parser, saved: SavedLabel[]): void {
  p.advance();
  do {
    if (!p.isName || !p.func) break;
    const name = p.value;
    const at = p.advance();
    const state = p.newLabel(name, at, true);
    const outer = p.func.labels.get(name);
    p.func.labels.set(name, state);
    state.local = true;
    saved.push([name, outer]);
  } while (p.accept(K.COMMA));
  p.expect(K.SEMICOLON, 'after a label declaration');
}

/** When the block ends, the names mean again what they did outside. */
function endLocalLabels(p: Parser, saved: SavedLabel[]): void {
  for (const [name, outer] of saved) {
    const state = p.func?.labels.get(name);
    if (state && !state.defined) p.error(state.label.at, `use of undeclared label '${names.text(name)}'`);
    if (outer) p.func?.labels.set(name, outer);
    else p.func?.labels.delete(name);
  }
}

/** A statement that is the body of another: its own scope, and hints where nothing was meant to be there. */
function body(p: Parser, of: string, keyword: number): Stmt {
  p.scopes.push();
  p.deeper();
  if (p.startsDeclaration() && p.word !== '__attribute__' && p.word !== '__extension__') {
    p.syntaxError(`expected a statement: a declaration cannot be the body of '${of}'`, {
      hint: 'put braces around it',
    });
    const outer = p.block;
    p.block = { items: [], vla: false, cleanups: [], outer, sized: outer?.sized };
    p.grammar.declaration(p, false);
    p.block = outer;
    p.shallower();
    p.scopes.pop();
    return { kind: 'empty', at: p.at };
  }
  const at = p.at;
  if (of !== 'do' && of !== 'else') checkEmptyBody(p, of, keyword);
  const made = statement(p, false);
  if (of !== 'do') checkIndentation(p, of, keyword, at, made);
  p.shallower();
  p.scopes.pop();
  const pending = p.flushVlas();
  return pending.length > 0
    ? { kind: 'block', at, items: [...pending, made], vla: false, cleanups: [], end: p.at }
    : made;
}

function condition(p: Parser, of: string): Expr {
  const open = p.at;
  if (!p.expect(K.L_PAREN, `after '${of}'`)) {
    p.skipTo(K.SEMICOLON, K.L_BRACE);
    return { kind: 'error', type: p.types.error, at: open, from: open, to: open, lvalue: false };
  }
  const e = p.bracketed(() => expression(p));
  if (p.kind !== K.R_PAREN) {
    p.close(K.R_PAREN, open);
    p.skipTo(K.R_PAREN, K.SEMICOLON, K.L_BRACE);
    p.accept(K.R_PAREN);
  } else p.advance();
  return e;
}

function truth(p: Parser, of: string): Expr {
  const e = requireScalar(p, condition(p, of), `the condition of '${of}'`);
  checkCondition(p, e);
  return e;
}

/** statement, C11 6.8. */
export function statement(p: Parser, valueUsed: boolean): Stmt {
  const at = p.at;
  if (p.kind === K.L_BRACE) return blockStatement(p);
  if (p.kind === K.SEMICOLON) {
    p.advance();
    return { kind: 'empty', at };
  }
  if (p.startsAttributes()) return attributed(p, valueUsed);
  if (p.kind === K.IDENT) {
    if (p.peek() === K.COLON && p.isName) return labelled(p);
    switch (p.word) {
      case 'if':
        return scoped(p, ifStatement);
      case 'while':
        return scoped(p, whileStatement);
      case 'do':
        return scoped(p, doStatement);
      case 'for':
        return forStatement(p);
      case 'switch':
        return scoped(p, switchStatement);
      case 'case':
      case 'default':
        return caseStatement(p);
      case 'break':
      case 'continue':
        return jump(p);
      case 'goto':
        return gotoStatement(p);
      case 'return':
        return returnStatement(p);
      case 'asm':
        return asmStatement(p);
      case 'else':
        p.syntaxError("'else' without a previous 'if'", {
          hint: "several statements after an 'if' want braces around them",
        });
        p.advance();
        return statement(p, false);
    }
  }
  return expressionStatement(p, valueUsed);
}

/** Attributes of a statement: `[[likely]]` before one, `__attribute__((fallthrough));` alone. */
function attributed(p: Parser, valueUsed: boolean): Stmt {
  const at = p.at;
  const list: Attribute[] = [];
  attributes(p, list);
  if (p.kind !== K.SEMICOLON) return statement(p, valueUsed);
  p.advance();
  return { kind: 'empty', at, fallthrough: hasAttribute(list, 'fallthrough') };
}

function expressionStatement(p: Parser, valueUsed: boolean): Stmt {
  const at = p.at;
  const e = expression(p);
  const last = valueUsed && p.kind === K.SEMICOLON && p.peek() === K.R_BRACE;
  if (!last) warnUnusedValue(p, e);
  // What is wrong already is not said twice.
  if (e.kind === 'error' && p.kind !== K.SEMICOLON && !(p.tokens.flags[p.at] & K.LINE_START))
    p.skipTo(K.SEMICOLON);
  semicolon(p, 'after an expression');
  return { kind: 'expr', at, expr: last ? e : discard(e) };
}

/** The semicolon of a statement; without it, on to where the next may begin. */
function semicolon(p: Parser, after: string): void {
  if (p.accept(K.SEMICOLON)) return;
  p.expected("';'", after, ';');
  if (p.tokens.flags[p.at] & K.LINE_START || p.kind === K.R_BRACE) return;
  p.skipTo(K.SEMICOLON);
  p.accept(K.SEMICOLON);
}

/** Where the else of an if was written. */
const elseTokens = new WeakMap<Stmt, number>();

/** A statement that is a block: what its parts declare holds in it alone (C11 6.8.4p3, 6.8.5p5). */
function scoped(p: Parser, parse: (p: Parser) => Stmt): Stmt {
  p.scopes.push();
  const made = parse(p);
  p.scopes.pop();
  return made;
}

function whileStatement(p: Parser): Stmt {
  const at = p.advance();
  const test = truth(p, 'while');
  return { kind: 'while', at, test, body: loop(p, 'while', at) };
}

function ifStatement(p: Parser): Stmt {
  const at = p.advance();
  const test = truth(p, 'if');
  const then = body(p, 'if', at);
  if (p.word !== 'else') {
    const inner = trailingIf(then);
    const elseAt = inner && elseTokens.get(inner);
    if (elseAt !== undefined)
      p.warn('dangling-else', elseAt, "'else' belongs to the nearest 'if'", {
        hint: 'add braces to say which is meant',
      });
    return { kind: 'if', at, test, then };
  }
  const elseAt = p.advance();
  const result: Stmt = { kind: 'if', at, test, then, else: body(p, 'else', elseAt) };
  elseTokens.set(result, elseAt);
  return result;
}

/** The if that a statement without braces is, or ends with. */
function trailingIf(s: Stmt): Stmt | undefined {
  if (s.kind === 'if') return s;
  return s.kind === 'for' || s.kind === 'while' ? trailingIf(s.body) : undefined;
}

function loop(p: Parser, of: string, keyword: number): Stmt {
  const { func } = p;
  if (!func) return body(p, of, keyword);
  func.nesting.loops++;
  func.nesting.breakable++;
  const made = body(p, of, keyword);
  func.nesting.loops--;
  func.nesting.breakable--;
  return made;
}

function doStatement(p: Parser): Stmt {
  const at = p.advance();
  const made = loop(p, 'do', at);
  if (p.word !== 'while') {
    p.expected("'while' after the body of 'do'");
    return {
      kind: 'do',
      at,
      body: made,
      test: { kind: 'error', type: p.types.error, at, from: at, to: at, lvalue: false },
    };
  }
  p.advance();
  const test = truth(p, 'while');
  semicolon(p, "after 'do' ... 'while'");
  return { kind: 'do', at, body: made, test };
}

/** Two commas and no semicolon up to the closing parenthesis. */
function commasInFor(p: Parser): boolean {
  let commas = 0;
  for (let n = 0, depth = 0; ; n++) {
    const kind = p.peek(n);
    if (kind === K.L_PAREN || kind === K.L_BRACKET || kind === K.L_BRACE) depth++;
    else if (kind === K.R_PAREN && depth === 0) return commas >= 2;
    else if (kind === K.R_PAREN || kind === K.R_BRACKET || kind === K.R_BRACE) depth--;
    else if (kind === K.COMMA && depth === 0) commas++;
    if (kind === K.SEMICOLON || kind === K.EOF || depth < 0) return false;
  }
}

function forStatement(p: Parser): Stmt {
  const at = p.advance();
  const open = p.at;
  p.expect(K.L_PAREN, "after 'for'");
  if (commasInFor(p)) {
    p.syntaxError("the three parts of 'for' are separated by ';', not by ','");
    p.skipTo(K.R_PAREN);
    p.accept(K.R_PAREN);
    p.scopes.push();
    const made = loop(p, 'for', at);
    p.scopes.pop();
    return made;
  }
  p.scopes.push();
  const outer = p.block;
  const state = { items: [] as Stmt[], vla: false, cleanups: [], outer, sized: outer?.sized };
  p.block = state;
  if (p.startsDeclaration() || looksLikeDeclaration(p)) p.grammar.declaration(p, false);
  else if (p.kind === K.SEMICOLON) p.advance();
  else {
    const e = expression(p);
    warnUnusedValue(p, e);
    state.items.push(...p.flushVlas(), { kind: 'expr', at: e.at, expr: discard(e) });
    p.expect(K.SEMICOLON, "in 'for'");
  }
  p.block = outer;
  let test: Expr | undefined;
  if (p.kind !== K.SEMICOLON && p.kind !== K.R_PAREN) {
    test = requireScalar(p, expression(p), "the condition of 'for'");
    checkCondition(p, test);
  }
  p.expect(K.SEMICOLON, "in 'for'");
  let step: Expr | undefined;
  if (p.kind !== K.R_PAREN) {
    const e = expression(p);
    warnUnusedValue(p, e);
    step = discard(e);
  }
  p.close(K.R_PAREN, open);
  const made = loop(p, 'for', at);
  warnUnusedLocals(p, p.scopes.pop());
  const result: Stmt = {
    kind: 'for',
    at,
    init: state.items,
    vla: state.vla,
    cleanups: state.cleanups,
    body: made,
  };
  if (test) result.test = test;
  if (step) result.step = step;
  return result;
}

function switchStatement(p: Parser): Stmt {
  const at = p.advance();
  const e = rvalue(condition(p, 'switch'));
  if (e.type.kind !== 'error' && !isInteger(e.type))
    p.errorAt(e, `'switch' wants an integer, not ${quote(e.type)}`);
  const value = isInteger(e.type) ? promote(p, e) : e;
  const result: SwitchStmt = { kind: 'switch', at, value, body: { kind: 'empty', at }, cases: [] };
  const { func } = p;
  if (!func) return result;
  func.nesting.switches.push({
    statement: result,
    type: value.type,
    hasDefault: false,
    sized: p.block?.sized,
    values: new Map(),
  });
  func.nesting.breakable++;
  result.body = body(p, 'switch', at);
  func.nesting.breakable--;
  func.nesting.switches.pop();
  overlappingRanges(p, result);
  return result;
}

/** Case ranges that share a value; single values are compared when they are read. */
function overlappingRanges(p: Parser, s: SwitchStmt): void {
  const sorted = s.cases
    .filter((c) => c.low !== undefined)
    .sort((a, b) => ((a.low ?? 0n) < (b.low ?? 0n) ? -1 : 1));
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1], sorted[i]];
    const ranged = a.low !== a.high || b.low !== b.high;
    if (ranged && (a.high ?? 0n) >= (b.low ?? 0n))
      p.error(b.at, `duplicate case value '${b.low}'`, { notes: [p.note(a.at, 'previous case is here')] });
  }
}

function caseStatement(p: Parser): Stmt {
  const at = p.advance();
  const isDefault = p.text(at) === 'default';
  const state = p.func?.nesting.switches.at(-1);
  const result: CaseStmt = { kind: 'case', at, body: { kind: 'empty', at } };
  let ok = true;
  if (!isDefault) {
    const low = caseValue(p, state?.type);
    const high = p.accept(K.ELLIPSIS) ? caseValue(p, state?.type) : low;
    ok = low !== undefined && high !== undefined;
    if (low !== undefined && high !== undefined) {
      result.low = low;
      result.high = high;
      if (high < low) {
        p.warn('', at, 'empty case range specified');
        ok = false;
      }
    }
  }
  if (p.kind === K.COLON) p.advance();
  else p.expected("':'", isDefault ? "after 'default'" : 'after a case value');
  if (!state) p.error(at, `'${isDefault ? 'default' : 'case'}' is not in a 'switch'`);
  else if (p.block && p.block.sized !== state.sized)
    entersScope(p, at, `'${isDefault ? 'default' : 'case'}'`, p.block.sized);
  else if (isDefault) {
    if (state.hasDefault) p.error(at, "several 'default' labels in one 'switch'");
    state.hasDefault = true;
    state.statement.cases.push(result);
  } else if (ok) {
    const before = result.low === result.high ? state.values.get(result.low ?? 0n) : undefined;
    if (before !== undefined)
      p.error(at, `duplicate case value '${result.low}'`, {
        notes: [p.note(before, 'previous case is here')],
      });
    else {
      if (result.low === result.high) state.values.set(result.low ?? 0n, at);
      state.statement.cases.push(result);
    }
  }
  result.body = labelBody(p);
  return result;
}

/** A statement behind a label. As in C23 the block may end or a declaration follow: the label then has nothing. */
function labelBody(p: Parser): Stmt {
  const declares = p.startsDeclaration() && p.word !== '__attribute__' && p.word !== '__extension__';
  if (p.kind === K.R_BRACE || declares) return { kind: 'empty', at: p.at };
  p.deeper();
  const made = statement(p, false);
  p.shallower();
  return made;
}

function caseValue(p: Parser, type: Expr['type'] | undefined): bigint | undefined {
  const e = constantExpression(p);
  if (e.type.kind === 'error') return undefined;
  const value = evaluate(e);
  if (value?.kind !== 'int' || !isInteger(e.type)) {
    p.errorAt(e, 'case value is not an integer constant');
    return undefined;
  }
  const target = type && integerOf(type);
  if (!target) return value.value;
  const wrapped = wrap(value.value, target);
  if (wrapped !== value.value)
    p.warnAt(
      'overflow',
      e,
      `case value ${value.value} becomes ${wrapped} in the type ${quote(target)} of the switch`,
    );
  return wrapped;
}

function jump(p: Parser): Stmt {
  const at = p.advance();
  const isBreak = p.text(at) === 'break';
  const nesting = p.func?.nesting;
  if (isBreak ? !nesting?.breakable : !nesting?.loops)
    p.error(at, isBreak ? "'break' is not in a loop or switch" : "'continue' is not in a loop");
  semicolon(p, `after '${p.text(at)}'`);
  return { kind: isBreak ? 'break' : 'continue', at };
}

/** C11 6.8.6.1p1, 6.8.4.2p2: no jump into the scope of a variably modified name. */
export function checkJumps(p: Parser, { jumps }: FunctionState): void {
  for (const { at, state, sized } of jumps) {
    let around = sized;
    while (around && around !== state.sized) around = around.before;
    if (state.defined && around !== state.sized) entersScope(p, at, "'goto'", state.sized);
  }
}

function entersScope(p: Parser, at: number, jump: string, sized: SizedName | undefined): void {
  if (!sized) return;
  p.error(at, `${jump} jumps past the declaration of '${sized.name}', whose size is computed there`, {
    notes: [p.note(sized.at, `'${sized.name}' is declared here`)],
  });
}

function gotoStatement(p: Parser): Stmt {
  const at = p.advance();
  if (p.kind === K.STAR) {
    p.advance();
    const value = rvalue(expression(p));
    const target =
      value.type.kind === 'pointer'
        ? convert(value, p.types.voidPointer)
        : assignTo(p, value, p.types.voidPointer, { kind: 'assign' });
    semicolon(p, "after 'goto'");
    return { kind: 'computed-goto', at, target };
  }
  if (!p.isName) {
    p.expected("a label after 'goto'");
    p.skipTo(K.SEMICOLON);
    p.accept(K.SEMICOLON);
    return { kind: 'empty', at };
  }
  const state = p.labelMeant(p.value, p.at);
  p.advance();
  state.used = true;
  if (state.label.func !== p.func?.symbol) state.label.fromNested = true;
  else p.func?.jumps.push({ at, state, sized: p.block?.sized });
  semicolon(p, "after 'goto'");
  return { kind: 'goto', at, label: state.label };
}

function labelled(p: Parser): Stmt {
  const name = p.value;
  const at = p.advance();
  p.advance();
  const list: Attribute[] = [];
  attributes(p, list);
  const state = p.labelNamed(name, at);
  if (state.defined)
    p.error(at, `redefinition of label '${names.text(name)}'`, {
      notes: [p.note(state.label.at, 'previous definition is here')],
    });
  state.defined = true;
  state.sized = p.block?.sized;
  state.label.at = at;
  if (list.some((a) => a.name === 'unused')) state.used = true;
  if (p.kind === K.SEMICOLON && list.length > 0) {
    p.advance();
    return { kind: 'label', at, label: state.label, body: { kind: 'empty', at } };
  }
  return { kind: 'label', at, label: state.label, body: labelBody(p) };
}

function returnStatement(p: Parser): Stmt {
  const at = p.advance();
  const symbol = p.func?.symbol;
  const type = symbol?.type.returns ?? p.types.void;
  if (p.accept(K.SEMICOLON)) {
    if (type.kind !== 'void' && type.kind !== 'error')
      p.warn(
        'return-mismatch',
        at,
        `'return' without a value in '${symbol?.name}', which returns ${quote(type)}`,
      );
    return { kind: 'return', at };
  }
  const e = expression(p);
  let value: Expr | undefined;
  if (type.kind === 'void') {
    const given = rvalue(e);
    if (given.type.kind !== 'void' && given.type.kind !== 'error')
      p.warn('return-mismatch', at, `'return' with a value in '${symbol?.name}', which returns void`);
    value = given.type.kind === 'void' || given.type.kind === 'error' ? given : convert(given, p.types.void);
  } else {
    value = assignTo(p, e, type, { kind: 'return' });
    checkReturn(p, value);
  }
  semicolon(p, "after 'return'");
  // A void expression is evaluated, and there is no value.
  if (type.kind === 'void' && value)
    return {
      kind: 'block',
      at,
      items: [
        { kind: 'expr', at, expr: value },
        { kind: 'return', at },
      ],
      vla: false,
      cleanups: [],
      end: p.at - 1,
    };
  return { kind: 'return', at, value };
}
