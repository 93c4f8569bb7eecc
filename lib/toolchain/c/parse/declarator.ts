import type { Expr, Variable } from '../ast';
import * as K from '../pp/kinds';
import { convert, intConst, loadVariable, rvalue } from '../sema/build';
import { evaluate } from '../sema/constant';
import { newVariable } from '../sema/declare';
import { isComplete, isInteger, pointerTo, qualify, quote, sizeOf, unqualified } from '../sema/type';
import { vectorSized } from '../sema/vector';
import { ATOMIC, CONST, type CType, type FunctionType, RESTRICT, type Vla, VOLATILE } from '../types';
import { type Attribute, attributes } from './attribute';

import type { Parser } from './parser';
import { specifiers, unknownType } from './specifiers';

/** A parameter as declared, its type adjusted. */
export interface Parameter {
  name: number;
  at: number;
  type: CType;
  register: boolean;
  unused: boolean;
  /** Written as an array. */
  array: boolean;
  attributes: Attribute[];
  /** Made when it is declared, for later parameters may be arrays of so many. */
  variable?: Variable;
}

/** What a declarator says beside the type. */
export interface Declarator {
  /** Number of the name; 0 for an abstract one. */
  name: number;
  at: number;
  type: CType;
  attributes: Attribute[];
  /** Parameters of the function it declares, if it does. */
  params?: Parameter[];
  /** Names of a K&R parameter list. */
  oldNames?: { name: number; at: number }[];
  /** Sizes of variable-length parameters, to be computed when the function is entered. */
  vlas: Parser['pendingVlas'];
}

/** A derivation of the type, from the name outwards. */
type Chunk =
  | { kind: 'pointer'; quals: number }
  | { kind: 'array'; count: Expr | undefined; star: boolean; quals: number; isStatic: boolean; at: number }
  | {
      kind: 'function';
      params: Parameter[];
      variadic: boolean;
      prototype: boolean;
      oldNames?: { name: number; at: number }[];
      at: number;
      vlas: Parser['pendingVlas'];
    };

/** Pointers, arrays and parameter lists of one declarator. */
const DERIVATION_LIMIT = 256;

/** type-name: specifiers and an abstract declarator. */
export function typeName(p: Parser): CType {
  if (unknownType(p)) {
    p.advance();
    return p.types.error;
  }
  const s = specifiers(p, false);
  if (s.implicit) {
    p.expected('a type name');
    return p.types.error;
  }
  const d = declarator(p, s.type, 'abstract');
  if (d.name) p.error(d.at, `a type name cannot declare '${p.text(d.at)}'`);
  return vectorSized(p, d.type, [...s.attributes, ...d.attributes]);
}

/** declarator: pointers, then a name or a declarator between parentheses, then arrays and parameter lists. */
export function declarator(p: Parser, base: CType, form: 'named' | 'abstract' | 'either'): Declarator {
  const chunks: Chunk[] = [];
  const d: Declarator = { name: 0, at: p.at, type: base, attributes: [], vlas: [] };
  parseInto(p, d, chunks, form);
  attributes(p, d.attributes);
  const first = chunks[0];
  if (first?.kind === 'function') {
    d.params = first.params;
    d.oldNames = first.oldNames;
    d.vlas = first.vlas;
  }
  if (chunks.length > DERIVATION_LIMIT) p.tooLong(d.at);
  let type = base;
  for (let i = chunks.length - 1; i >= 0; i--) type = derive(p, d, type, chunks[i]);
  d.type = type;
  return d;
}

function parseInto(p: Parser, d: Declarator, chunks: Chunk[], form: 'named' | 'abstract' | 'either'): void {
  const pointers: Chunk[] = [];
  attributes(p, d.attributes);
  while (p.kind === K.STAR) {
    p.advance();
    // Attributes behind a star are mostly about what is declared: `char * __attribute__((cleanup(f))) s`.
    pointers.push({ kind: 'pointer', quals: qualifiers(p, d.attributes) });
  }
  p.deeper();
  if (p.isName && form !== 'abstract') {
    d.name = p.value;
    d.at = p.advance();
  } else if (p.kind === K.L_PAREN && nested(p, form)) {
    const open = p.advance();
    p.bracketed(() => parseInto(p, d, chunks, form));
    p.close(K.R_PAREN, open);
  } else if (form === 'named') {
    if (p.kind === K.IDENT && p.word) p.expected(`a name; '${p.text()}' is a keyword`);
    else p.expected('an identifier');
    d.at = p.at;
  } else d.at = p.at;
  suffixes(p, chunks);
  p.shallower();
  for (let i = pointers.length - 1; i >= 0; i--) chunks.push(pointers[i]);
}

/** Whether a parenthesis holds a declarator and not parameters (C11 6.7.6.3p11). */
function nested(p: Parser, form: 'named' | 'abstract' | 'either'): boolean {
  if (form === 'named') return true;
  const next = p.peek();
  if (next === K.STAR || next === K.L_PAREN || next === K.L_BRACKET || next === K.CARET) return true;
  if (next !== K.IDENT) return false;
  if (p.wordAt(1) === '__attribute__') return true;
  return form === 'either' && p.isNameAt(1) && !p.startsType(1);
}

function qualifiers(p: Parser, into: Attribute[]): number {
  let quals = 0;
  for (;;) {
    switch (p.word) {
      case 'const':
        quals |= CONST;
        break;
      case 'volatile':
        quals |= VOLATILE;
        break;
      case 'restrict':
        quals |= RESTRICT;
        break;
      case '_Atomic':
        quals |= ATOMIC;
        break;
      case '__attribute__':
        attributes(p, into);
        continue;
      case '__extension__':
        break;
      default:
        return quals;
    }
    p.advance();
  }
}

function suffixes(p: Parser, chunks: Chunk[]): void {
  for (;;) {
    if (p.kind === K.L_BRACKET && p.peek() !== K.L_BRACKET) chunks.push(arraySuffix(p));
    else if (p.kind === K.L_PAREN) chunks.push(parameterList(p));
    else return;
  }
}

function arraySuffix(p: Parser): Chunk {
  const open = p.advance();
  let isStatic = p.acceptWord('static');
  const quals = qualifiers(p, []);
  isStatic = p.acceptWord('static') || isStatic;
  let count: Expr | undefined;
  let star = false;
  if (p.kind === K.STAR && p.peek() === K.R_BRACKET) {
    p.advance();
    star = true;
  } else if (p.kind !== K.R_BRACKET) count = p.bracketed(() => rvalue(p.grammar.assignment(p)));
  p.close(K.R_BRACKET, open);
  return { kind: 'array', count, star, quals, isStatic, at: open };
}

function parameterList(p: Parser): Chunk {
  const open = p.advance();
  const chunk: Chunk & { kind: 'function' } = {
    kind: 'function',
    params: [],
    variadic: false,
    prototype: true,
    at: open,
    vlas: [],
  };
  if (p.accept(K.R_PAREN)) {
    chunk.prototype = false;
    return chunk;
  }
  if (p.word === 'void' && p.peek() === K.R_PAREN) {
    p.advance();
    p.advance();
    return chunk;
  }
  if (p.isName && !p.isTypedefName(p.value) && (p.peek() === K.COMMA || p.peek() === K.R_PAREN)) {
    chunk.prototype = false;
    chunk.oldNames = [];
    do {
      if (!p.isName) {
        p.expected("a parameter's name");
        break;
      }
      chunk.oldNames.push({ name: p.value, at: p.advance() });
    } while (p.accept(K.COMMA));
    p.close(K.R_PAREN, open);
    return chunk;
  }
  const before = p.pendingVlas;
  p.pendingVlas = [];
  p.scopes.push();
  p.bracketed(() => {
    do {
      if (p.accept(K.ELLIPSIS)) {
        chunk.variadic = true;
        if (chunk.params.length === 0) p.error(p.at - 1, "ISO C requires a named parameter before '...'");
        break;
      }
      const param = parameter(p);
      if (!param) break;
      chunk.params.push(param);
    } while (p.accept(K.COMMA));
  });
  p.scopes.pop();
  chunk.vlas = p.pendingVlas;
  p.pendingVlas = before;
  p.close(K.R_PAREN, open);
  return chunk;
}

function parameter(p: Parser): Parameter | undefined {
  const from = p.at;
  const unknown = unknownType(p);
  if (unknown) p.advance();
  const s = specifiers(p, true);
  if (s.implicit && !unknown) {
    if (!p.isName && p.kind !== K.STAR) {
      p.expected('a parameter');
      p.skipTo(K.COMMA, K.R_PAREN, K.SEMICOLON);
      return p.kind === K.COMMA ? errorParameter(p, from) : undefined;
    }
    p.warn('implicit-int', p.at, `type of parameter '${p.text()}' defaults to 'int'`);
  }
  if (unknown) s.type = p.types.error;
  if (s.storage && s.storage !== 'register') p.error(from, `a parameter cannot be '${s.storage}'`);
  const d = declarator(p, s.type, 'either');
  let { type } = d;
  const array = type.kind === 'array';
  if (type.kind === 'void' && d.name) {
    p.error(d.at, `parameter '${p.text(d.at)}' has type 'void'`);
    type = p.types.error;
  } else if (type.kind === 'void') {
    p.error(from, "'void' must be the only parameter");
    type = p.types.error;
  }
  if (type.kind === 'array') {
    const { of } = type;
    const quals = (type as { paramQuals?: number }).paramQuals ?? 0;
    type = qualify(pointerTo(of), quals);
  } else if (type.kind === 'function') type = pointerTo(type);
  const list = [...s.attributes, ...d.attributes];
  type = vectorSized(p, type, list);
  const unused = list.some((a) => a.name === 'unused' || a.name === 'maybe_unused');
  if (d.name) {
    const variable = newVariable(p.text(d.at), type, 'parameter', d.at);
    variable.unused = unused;
    variable.referenced = false;
    if (array) p.arrayParameters.add(variable);
    if (p.scopes.ordinary.local(d.name)) p.error(d.at, `redefinition of parameter '${p.text(d.at)}'`);
    p.scopes.ordinary.set(d.name, variable);
    return {
      name: d.name,
      at: d.at,
      type,
      register: s.storage === 'register',
      unused,
      array,
      attributes: list,
      variable,
    };
  }
  return { name: 0, at: d.at, type, register: s.storage === 'register', unused, array, attributes: list };
}

const errorParameter = (p: Parser, at: number): Parameter => ({
  name: 0,
  at,
  type: p.types.error,
  register: false,
  unused: false,
  array: false,
  attributes: [],
});

function derive(p: Parser, d: Declarator, of: CType, chunk: Chunk): CType {
  if (chunk.kind === 'pointer') {
    const pointer = pointerTo(of);
    if (chunk.quals & RESTRICT && of.kind === 'function')
      p.error(d.at, "'restrict' cannot be applied to a pointer to a function");
    return chunk.quals ? qualify(pointer, chunk.quals) : pointer;
  }
  if (chunk.kind === 'function') return functionType(p, d, of, chunk);
  return arrayType(p, d, of, chunk);
}

function functionType(p: Parser, d: Declarator, returns: CType, chunk: Chunk & { kind: 'function' }): CType {
  let result = returns;
  if (result.kind === 'function' || result.kind === 'array') {
    p.error(
      d.at,
      `a function cannot return ${result.kind === 'array' ? 'an array' : 'a function'} of type ${quote(result)}`,
    );
    result = p.types.error;
  }
  const type: FunctionType = {
    kind: 'function',
    quals: 0,
    returns: result.quals ? unqualified(result) : result,
    params: chunk.params.map((param) => unqualified(param.type)),
    variadic: chunk.variadic,
    prototype: chunk.prototype,
  };
  return type;
}

function arrayType(p: Parser, d: Declarator, of: CType, chunk: Chunk & { kind: 'array' }): CType {
  const name = d.name ? ` '${p.text(d.at)}'` : '';
  if (of.kind === 'error') return of;
  if (of.kind === 'function' || of.kind === 'void') {
    p.error(
      d.at,
      `declaration of${name || ' an array'} as an array of ${of.kind === 'void' ? 'voids' : 'functions'}`,
    );
    return p.types.error;
  }
  if (!isComplete(of)) {
    p.error(d.at, `array${name} has incomplete element type ${quote(of)}`);
    return p.types.error;
  }
  const array = (length: number | undefined, vla?: Vla): CType => {
    const type = { kind: 'array' as const, quals: 0, of, length, ...(vla ? { vla } : {}) };
    return chunk.quals ? Object.assign(type, { paramQuals: chunk.quals }) : type;
  };
  const { count } = chunk;
  if (chunk.star) return array(undefined, { count: undefined, size: undefined });
  if (!count) return array(undefined);
  if (count.type.kind === 'error') return p.types.error;
  if (!isInteger(count.type)) {
    p.errorAt(count, `size of array${name} has non-integer type ${quote(count.type)}`);
    return p.types.error;
  }
  const value = evaluate(count);
  if (value?.kind === 'int' && !(of.kind === 'array' && of.vla)) {
    if (value.value < 0n) {
      p.errorAt(count, `size of array${name} is negative`);
      return p.types.error;
    }
    const bytes = value.value * BigInt(sizeOf(of));
    if (bytes > 0x7fffffffffffn) {
      p.errorAt(count, `size of array${name} is too large`);
      return p.types.error;
    }
    return array(Number(value.value));
  }
  return variableArray(p, d, of, count, array);
}

/** An array whose size the program computes: a hidden variable keeps it. */
function variableArray(
  p: Parser,
  d: Declarator,
  of: CType,
  count: Expr,
  array: (length: undefined, vla: Vla) => CType,
): CType {
  const inPrototype = p.scopes.depth > 0 && !p.func;
  if (!p.func && !inPrototype) {
    const name = d.name ? ` '${p.text(d.at)}'` : '';
    p.errorAt(count, `variably modified array${name} at file scope: its size must be a constant`);
    return p.types.error;
  }
  const { size } = p.types;
  const variable: Variable = p.hiddenVariable('vla size', size, 'auto', count.at, sizeOf(size));
  const each =
    of.kind === 'array' && of.vla?.size
      ? loadVariable(of.vla.size, count)
      : intConst(BigInt(sizeOf(of)), size, count);
  const value: Expr = {
    kind: 'binary',
    type: size,
    at: count.at,
    from: count.from,
    to: count.to,
    lvalue: false,
    op: '*',
    left: convert(count, size),
    right: each,
  };
  p.pendingVlas.push({ size: variable, value, at: count.at });
  return array(undefined, { count: convert(count, size), size: variable });
}
