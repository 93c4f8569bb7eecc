import type { FunctionSymbol, Variable, Visibility } from '../ast';
import { type Attribute, alignment, hasAttribute, integerArgument, stringArgument } from '../parse/attribute';
import type { Parser } from '../parse/parser';
import { names } from '../pp/names';
import type { CType, FunctionType } from '../types';
import type { FunctionFacts } from './context';
import { newFunction } from './identifier';
import { alignOf, compatible, composite, integerOf, qualify, quote, sizeOf } from './type';
import { vectorSized } from './vector';

export function newVariable(name: string, type: CType, storage: Variable['storage'], at: number): Variable {
  return {
    kind: 'variable',
    name,
    asmName: name,
    linkage: 'none',
    weak: false,
    visibility: 'default',
    referenced: false,
    keep: false,
    unused: false,
    at,
    type,
    storage,
    align: alignOf(type),
    threadLocal: false,
    defined: false,
    tentative: false,
    addressTaken: false,
    hidden: false,
  };
}

/** What a declaration says beside name and type. */
export interface Said {
  storage: string | undefined;
  inline: boolean;
  noreturn: boolean;
  threadLocal: boolean;
  align: number | undefined;
  attributes: Attribute[];
  asmLabel: string | undefined;
}

export function factsOf(p: Parser, func: FunctionSymbol): FunctionFacts {
  let facts = p.facts.get(func);
  if (!facts) {
    facts = { onlyInline: true, gnuInline: false };
    p.facts.set(func, facts);
  }
  return facts;
}

/** Declares a function: a new symbol, or the known one with what this declaration adds (C11 6.2.2, 6.7p4). */
export function declareFunction(
  p: Parser,
  name: number,
  at: number,
  type: FunctionType,
  said: Said,
  body: boolean,
): FunctionSymbol {
  const text = names.text(name);
  const visible = p.scopes.ordinary.local(name);
  if (visible && visible.kind !== 'function') differentKind(p, at, text, visible.at);
  const known = p.externals.get(name);
  let func: FunctionSymbol;
  if (known?.kind === 'function' && known.at >= 0) {
    func = known;
    mergeFunction(p, func, type, at, said, body);
  } else {
    if (known) differentKind(p, at, text, known.at);
    func = newFunction(text, type, at);
    func.linkage = said.storage === 'static' ? 'internal' : 'external';
    func.asmName = p.pragma.renamed.get(text) ?? text;
    p.externals.set(name, func);
    p.unit.functions.push(func);
  }
  const facts = factsOf(p, func);
  if (!said.inline || said.storage === 'extern') facts.onlyInline = false;
  if (said.inline) func.inline = true;
  if (said.noreturn) func.noreturn = true;
  functionAttributes(p, func, facts, said);
  if (func.noreturn && !func.type.noreturn) func.type = { ...func.type, noreturn: true };
  if (body) func.at = at;
  p.scopes.ordinary.set(name, func);
  return func;
}

/** Declares a function within one, or the one that `auto` has declared before. */
export function declareNested(
  p: Parser,
  name: number,
  at: number,
  type: FunctionType,
  said: Said,
): FunctionSymbol {
  const text = names.text(name);
  const outer = p.func?.symbol;
  const known = p.scopes.ordinary.local(name);
  if (known?.kind === 'function' && known.outer === outer) {
    if (!compatible(known.type, type, false)) p.error(at, `conflicting types for '${text}'`);
    return known;
  }
  if (known) differentKind(p, at, text, known.at);
  const func = newFunction(text, type, at);
  func.linkage = 'internal';
  func.asmName = p.privateName(text);
  func.outer = outer;
  if (outer) outer.hasNested = true;
  func.inline = said.inline;
  functionAttributes(p, func, factsOf(p, func), said);
  p.unit.functions.push(func);
  p.scopes.ordinary.set(name, func);
  return func;
}

function differentKind(p: Parser, at: number, text: string, before: number): void {
  p.error(at, `redefinition of '${text}' as a different kind of symbol`, {
    notes: [p.note(before, 'previous definition is here')],
  });
}

function mergeFunction(
  p: Parser,
  func: FunctionSymbol,
  type: FunctionType,
  at: number,
  said: Said,
  body: boolean,
): void {
  const notes = [
    p.note(func.at, body && func.body ? 'previous definition is here' : 'previous declaration is here'),
  ];
  if (said.storage === 'static' && func.linkage === 'external')
    p.error(at, `static declaration of '${func.name}' follows non-static declaration`, { notes });
  if (!compatible(func.type, type, false)) {
    if (func.type.prototype || type.prototype || !compatible(func.type.returns, type.returns, false))
      p.error(at, `conflicting types for '${func.name}'`, {
        notes: [p.note(func.at, `previous declaration with type ${quote(func.type)} is here`)],
      });
    func.type = type;
    return;
  }
  // What gnu_inline gives is for inlining alone: the definition proper may follow.
  const spare = factsOf(p, func).gnuInline && !func.emit;
  if (body && func.body && !spare) p.error(at, `redefinition of '${func.name}'`, { notes });
  func.type = composite(func.type, type) as FunctionType;
}

function functionAttributes(p: Parser, func: FunctionSymbol, facts: FunctionFacts, said: Said): void {
  if (said.asmLabel !== undefined) func.asmName = said.asmLabel;
  if (said.align !== undefined) p.error(func.at, "'_Alignas' cannot be applied to a function");
  common(p, func, said.attributes);
  func.align = alignment(p, said.attributes) ?? func.align;
  for (const attribute of said.attributes) {
    const bare = attribute.name;
    switch (bare) {
      case 'noreturn':
      case '_Noreturn':
        func.noreturn = true;
        break;
      case 'always_inline':
        func.alwaysInline = true;
        break;
      case 'noinline':
        func.noinline = true;
        break;
      case 'naked':
        func.naked = func.noinline = true;
        break;
      case 'pure':
        func.pure = true;
        break;
      case 'const':
        func.const = true;
        break;
      case 'malloc':
        func.malloc = true;
        break;
      case 'returns_twice':
        func.returnsTwice = true;
        break;
      case 'gnu_inline':
        facts.gnuInline = true;
        break;
      case 'constructor':
      case 'destructor':
        func[bare === 'constructor' ? 'onStart' : 'onExit'] =
          attribute.args.length > 0 ? (integerArgument(p, attribute) ?? 65535) : 65535;
        break;
      case 'ifunc':
        func.ifunc = stringArgument(p, attribute);
        break;
      case 'warn_unused_result':
      case 'nodiscard':
        facts.mustUse = attribute.args.length > 0 ? (stringArgument(p, attribute) ?? '') : '';
        break;
      case 'error':
        facts.error = stringArgument(p, attribute);
        break;
      case 'warning':
        facts.warning = stringArgument(p, attribute);
        break;
      case 'nonnull':
        facts.nonnull = attribute.args.map((_, i) => integerArgument(p, attribute, i) ?? 0);
        break;
      case 'format': {
        const family = (attribute.args[0]?.name ?? '').replace(/^__|__$/g, '').replace(/^gnu_/, '');
        const text = integerArgument(p, attribute, 1);
        const first = integerArgument(p, attribute, 2);
        if (text !== undefined && first !== undefined) facts.format = { family, text, first };
        break;
      }
    }
  }
}

/** Attributes that objects and functions share. */
function common(p: Parser, symbol: Variable | FunctionSymbol, list: Attribute[]): void {
  const pushed = p.pragma.visibility(p.at);
  if (pushed && symbol.linkage === 'external') symbol.visibility = pushed;
  for (const attribute of list)
    switch (attribute.name) {
      case 'section':
        symbol.section = stringArgument(p, attribute);
        break;
      case 'weak':
        symbol.weak = true;
        break;
      case 'alias':
        symbol.alias = stringArgument(p, attribute);
        break;
      case 'used':
      case 'retain':
        symbol.keep = true;
        break;
      case 'unused':
      case 'maybe_unused':
        symbol.unused = true;
        break;
      case 'deprecated':
      case 'unavailable':
        symbol.deprecated = attribute.args.length > 0 ? (stringArgument(p, attribute) ?? '') : '';
        break;
      case 'visibility': {
        const how = stringArgument(p, attribute);
        if (how === 'default' || how === 'hidden' || how === 'protected' || how === 'internal')
          symbol.visibility = how as Visibility;
        else if (how !== undefined)
          p.error(attribute.at, `unknown visibility '${how}'`, {
            hint: "it is 'default', 'hidden', 'protected' or 'internal'",
          });
        break;
      }
    }
}

/** The type with what `vector_size`, `mode` and `aligned` attributes make of it; `aligned` only for typedefs. */
export function attributedType(p: Parser, type: CType, list: Attribute[], isTypedef: boolean): CType {
  let result = vectorSized(p, type, list);
  for (const attribute of list) if (attribute.name === 'mode') result = modeType(p, result, attribute);
  if (isTypedef) {
    const align = alignment(p, list);
    if (align !== undefined) result = { ...result, aligned: align };
    if (hasAttribute(list, 'transparent_union') && result.kind === 'record') result.def.transparent = true;
  }
  return result;
}

const MODE_SIZES: Record<string, number> = {
  QI: 1,
  byte: 1,
  HI: 2,
  SI: 4,
  DI: 8,
  TI: 16,
  word: 8,
  pointer: 8,
  unwind_word: 8,
};

function modeType(p: Parser, type: CType, attribute: Attribute): CType {
  const mode = (attribute.args[0]?.name ?? '').replace(/^__|__$/g, '');
  const found = typeOfMode(p, type, mode);
  if (!found) p.error(attribute.at, `mode '${mode}' is not supported for type ${quote(type)}`);
  return found ?? type;
}

/** The type of a machine mode, with the kind and sign of another. */
function typeOfMode(p: Parser, type: CType, mode: string): CType | undefined {
  const { types } = p;
  if (type.kind === 'complex') {
    // SC is two of SF, CSI two of SI.
    const of = typeOfMode(p, type.of, mode.startsWith('C') ? mode.slice(1) : mode.replace(/C$/, 'F'));
    return of?.kind === 'float' || of?.kind === 'int' ? { ...type, of } : undefined;
  }
  // Of a vector it says what its elements are.
  if (type.kind === 'vector') {
    const of = typeOfMode(p, type.of, mode);
    return of && sizeOf(of) === type.of.size ? type : undefined;
  }
  if (type.kind === 'float') {
    const floats = { SF: types.float, DF: types.double, XF: types.ldouble, TF: types.float128 };
    const found = floats[mode as keyof typeof floats];
    return found && qualify(found, type.quals);
  }
  const integer = integerOf(type);
  const all = [types.schar, types.short, types.int, types.long, types.llong, types.int128];
  const found = integer && all.find((t) => t.size === MODE_SIZES[mode]);
  return found && qualify(types.withSign(found, integer.signed), type.quals);
}

/** Declares an object at file scope, or one with linkage in a block (C11 6.2.2, 6.9.2). */
export function declareGlobal(
  p: Parser,
  name: number,
  at: number,
  type: CType,
  said: Said,
  initialised: boolean,
): Variable {
  const text = names.text(name);
  const visible = p.scopes.ordinary.local(name);
  if (visible && (visible.kind !== 'variable' || visible.linkage === 'none'))
    differentKind(p, at, text, visible.at);
  const known = p.externals.get(name);
  let variable: Variable;
  if (known?.kind === 'variable') {
    variable = known;
    mergeVariable(p, variable, type, at, said);
  } else {
    if (known) differentKind(p, at, text, known.at);
    variable = newVariable(text, type, 'static', at);
    variable.linkage = said.storage === 'static' ? 'internal' : 'external';
    variable.asmName = p.pragma.renamed.get(text) ?? text;
    variable.threadLocal = said.threadLocal;
    p.externals.set(name, variable);
    p.unit.variables.push(variable);
  }
  if (initialised) {
    if (variable.data && variable.defined && !variable.tentative)
      p.error(at, `redefinition of '${text}'`, {
        notes: [p.note(variable.at, 'previous definition is here')],
      });
    variable.defined = true;
    variable.tentative = false;
    variable.at = at;
  } else if (said.storage !== 'extern' && !variable.defined) {
    variable.defined = true;
    // Objects of threads are never common.
    variable.tentative = true;
  }
  variableAttributes(p, variable, said);
  if (variable.alias) variable.defined = false;
  p.scopes.ordinary.set(name, variable);
  return variable;
}

function mergeVariable(p: Parser, variable: Variable, type: CType, at: number, said: Said): void {
  const notes = [p.note(variable.at, 'previous declaration is here')];
  if (!compatible(variable.type, type)) {
    p.error(at, `conflicting types for '${variable.name}'`, {
      notes: [p.note(variable.at, `previous declaration with type ${quote(variable.type)} is here`)],
    });
    return;
  }
  if (said.storage === 'static' && variable.linkage === 'external')
    p.error(at, `static declaration of '${variable.name}' follows non-static declaration`, { notes });
  else if (said.storage === undefined && variable.linkage === 'internal' && p.scopes.depth === 0)
    p.error(at, `non-static declaration of '${variable.name}' follows static declaration`, { notes });
  if (said.threadLocal !== variable.threadLocal)
    p.error(
      at,
      `${said.threadLocal ? '' : 'non-'}thread-local declaration of '${variable.name}' follows ${said.threadLocal ? 'non-' : ''}thread-local declaration`,
      { notes },
    );
  variable.type = composite(variable.type, type);
}

/** Declares an object of a block without linkage. */
export function declareLocal(p: Parser, name: number, at: number, type: CType, said: Said): Variable {
  const text = names.text(name);
  const before = p.scopes.ordinary.local(name);
  if (before)
    p.error(at, `redefinition of '${text}'`, { notes: [p.note(before.at, 'previous definition is here')] });
  const isStatic = said.storage === 'static';
  const variable = newVariable(
    text,
    type,
    isStatic ? 'static' : said.storage === 'register' ? 'register' : 'auto',
    at,
  );
  if (isStatic) {
    variable.linkage = 'internal';
    variable.asmName = p.privateName(text);
    variable.defined = true;
    p.unit.variables.push(variable);
  } else p.func?.locals.push(variable);
  variable.threadLocal = said.threadLocal;
  if (said.threadLocal && !isStatic)
    p.error(at, `'_Thread_local' variable '${text}' in a block must be 'static' or 'extern'`);
  variableAttributes(p, variable, said);
  p.scopes.ordinary.set(name, variable);
  return variable;
}

function variableAttributes(p: Parser, variable: Variable, said: Said): void {
  common(p, variable, said.attributes);
  if (said.asmLabel !== undefined) {
    if (variable.storage === 'register' || (variable.storage === 'static' && said.storage === 'register'))
      variable.register = said.asmLabel.replace(/^%/, '');
    else if (variable.storage === 'static') variable.asmName = said.asmLabel;
    else variable.register = said.asmLabel.replace(/^%/, '');
  }
  const aligned = alignment(p, said.attributes);
  if (said.align !== undefined && said.align < alignOf(variable.type))
    p.error(variable.at, `requested alignment of '${variable.name}' is less than the alignment of its type`);
  // `aligned` on an object may raise its alignment; so may only _Alignas.
  variable.align = Math.max(variable.align, alignOf(variable.type), said.align ?? 1, aligned ?? 1);
  for (const attribute of said.attributes)
    if (attribute.name === 'cleanup') {
      const id = attribute.args[0]?.name;
      const func = id === undefined ? undefined : p.scopes.ordinary.get(names.id(id));
      if (func?.kind === 'function') {
        func.referenced = true;
        if (variable.storage === 'auto' || variable.storage === 'register') variable.cleanup = func;
      } else p.error(attribute.at, "attribute 'cleanup' wants the name of a function");
    }
}
