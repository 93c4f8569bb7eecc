import type { Block, Variable } from '../ast';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import { declareFunction, declareNested, factsOf, newVariable } from '../sema/declare';
import { compatible, isComplete, pointerTo, quote, unqualified } from '../sema/type';
import type { CType, FunctionType } from '../types';
import { reportJustPast } from '../warn/bounds';
import { checkFlow } from '../warn/flow';
import { warnUnusedLocals } from '../warn/unused';
import { attributes } from './attribute';
import { type Declarator, declarator, type Parameter } from './declarator';
import type { Parser } from './parser';
import { asmLabel, saidOf } from './said';
import { type Specifiers, specifiers } from './specifiers';
import { blockItems, checkJumps } from './statement';

/** function-definition, C11 6.9.1; the parser stands at the body, or at a K&R parameter's declaration. */
export function functionDefinition(p: Parser, s: Specifiers, d: Declarator): void {
  const errors = p.diagnostics.errors;
  const label = asmLabel(p);
  attributes(p, d.attributes);
  const params = d.oldNames ? oldParameters(p, d.oldNames) : (d.params ?? []);
  let type = d.type as FunctionType;
  if (d.oldNames) type = { ...type, params: params.map((param) => unqualified(param.type)) };
  const asDeclared = d.oldNames !== undefined && fitsPrototype(p, d.name, type);
  if (asDeclared) type = { ...type, prototype: true };
  // `int f() {}` is a definition without parameters all the same.
  const outer = p.func;
  if (s.storage && s.storage !== 'static' && s.storage !== 'extern' && !(outer && s.storage === 'auto'))
    p.error(s.from, `illegal storage class '${s.storage}' on a function`);
  const said = saidOf(s, d.attributes, label);
  const symbol = outer
    ? declareNested(p, d.name, d.at, type, said)
    : declareFunction(p, d.name, d.at, type, said, true);
  if (outer && symbol.body) p.error(d.at, `redefinition of '${symbol.name}'`);
  if (outer && p.block) p.block.items.push(...p.flushVlas());
  if (!isComplete(type.returns) && type.returns.kind !== 'void' && type.returns.kind !== 'error')
    p.error(d.at, `incomplete result type ${quote(type.returns)} in a function definition`);
  if (symbol.name === 'main' && !outer && p.model.name === 'LP64') checkMain(p, d, type);

  p.scopes.push();
  p.func = {
    symbol,
    outer,
    locals: [],
    labels: new Map(),
    allLabels: [],
    jumps: [],
    movesStack: false,
    nesting: { switches: [], loops: 0, breakable: 0 },
    names: new Map(),
    params: [],
  };
  const { func } = p;
  for (const param of params) func.params.push(parameterVariable(p, param));
  for (const record of d.vlas) func.locals.push(record.size);
  p.pendingVlas = d.vlas;
  const block = blockItems(p, p.flushVlas());
  const end = p.at - 1;
  warnUnusedLocals(p, p.scopes.pop());
  for (const state of func.labels.values()) {
    if (!state.defined) p.error(state.label.at, `use of undeclared label '${state.label.name}'`);
    else if (!state.used && !state.label.addressTaken)
      p.warn('unused-label', state.label.at, `unused label '${state.label.name}'`);
  }
  checkJumps(p, func);
  const left = func.movesStack && func.allLabels.find((l) => l.fromNested);
  if (left)
    p.error(
      left.at,
      `a nested function jumps to '${left.name}', and '${symbol.name}' has objects of variable size: not supported`,
    );
  symbol.body = {
    params: func.params,
    locals: func.locals,
    labels: func.allLabels,
    block,
    end,
    movesStack: func.movesStack,
    oldStyle: d.oldNames !== undefined && !asDeclared,
  };
  const facts = factsOf(p, symbol);
  const inlineOnly = facts.gnuInline ? s.storage === 'extern' && s.inline : facts.onlyInline;
  symbol.emit = symbol.linkage === 'internal' || !inlineOnly;
  p.func = outer;
  if (symbol.naked) checkNaked(p, block);
  // In what is wrong already, how control goes is anybody's guess.
  else if (p.diagnostics.errors === errors) checkFlow(p, symbol);
  reportJustPast(p);
}

/** A naked function has no frame and fetches no arguments, so that only assembly without operands is sure to be right. */
function checkNaked(p: Parser, { items }: Block): void {
  for (const item of items)
    if (item.kind === 'empty') continue;
    else if (item.kind !== 'asm') p.error(item.at, "a 'naked' function holds inline assembly alone");
    else if (
      [...item.outputs, ...item.inputs].some(({ constraint }) => !/^[inNIJKLMO]+$/.test(constraint.text))
    )
      p.error(item.at, "assembly in a 'naked' function has no operands but constants");
}

/**
 * Whether a K&R definition follows a prototype with the very types of its parameters. Then it is one with a prototype:
 * arguments come as that says, and not promoted. GCC manual, "Prototypes and Old-Style Function Definitions".
 */
function fitsPrototype(p: Parser, name: number, { params }: FunctionType): boolean {
  const known = p.externals.get(name);
  if (known?.kind !== 'function' || !known.type.prototype || known.type.variadic) return false;
  const declared = known.type.params;
  return (
    declared.length === params.length && declared.every((type, i) => compatible(unqualified(type), params[i]))
  );
}

function parameterVariable(p: Parser, param: Parameter): Variable {
  const variable = param.variable ?? newVariable('', param.type, 'parameter', param.at);
  if (!isComplete(param.type) && param.type.kind !== 'error')
    p.error(param.at, `parameter has incomplete type ${quote(param.type)}`);
  if (param.name) p.scopes.ordinary.set(param.name, variable);
  return variable;
}

/** The declarations between a K&R parameter list and the body; names without one are int. */
function oldParameters(p: Parser, list: { name: number; at: number }[]): Parameter[] {
  const found = new Map<number, Parameter>();
  while (p.kind !== K.L_BRACE && p.kind !== K.EOF && p.startsDeclaration()) {
    const s = specifiers(p, true);
    do {
      const d = declarator(p, s.type, 'named');
      if (!d.name) break;
      if (!list.some((entry) => entry.name === d.name))
        p.error(d.at, `parameter '${p.text(d.at)}' is not in the parameter list`);
      const type = adjusted(d.type);
      const variable = newVariable(names.text(d.name), type, 'parameter', d.at);
      found.set(d.name, {
        name: d.name,
        at: d.at,
        type,
        register: s.storage === 'register',
        unused: false,
        array: false,
        attributes: [],
        variable,
      });
    } while (p.accept(K.COMMA));
    p.expect(K.SEMICOLON, 'after a parameter declaration');
  }
  return list.map(({ name, at }) => {
    const known = found.get(name);
    if (known) return known;
    const variable = newVariable(names.text(name), p.types.int, 'parameter', at);
    return {
      name,
      at,
      type: p.types.int,
      register: false,
      unused: false,
      array: false,
      attributes: [],
      variable,
    };
  });
}

const adjusted = (type: CType): CType =>
  type.kind === 'array' ? pointerTo(type.of) : type.kind === 'function' ? pointerTo(type) : type;

function checkMain(p: Parser, d: Declarator, type: FunctionType): void {
  if (type.returns.kind !== 'int' || type.returns.name !== 'int')
    p.warn('main', d.at, `return type of 'main' is ${quote(type.returns)}, not 'int'`);
  else if (type.prototype && type.params.length > 3)
    p.warn('main', d.at, "'main' takes no, two or three parameters");
}
