import { whereToken } from '../diagnose/diagnostics';
import { foreignHint } from '../diagnose/foreign';
import { nearest } from '../diagnose/suggest';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import { evaluate } from '../sema/constant';
import { headerOf } from '../sema/library';
import { alignOf, qualify, quote, unqualified } from '../sema/type';
import { ATOMIC, CONST, type CType, RESTRICT, VOLATILE } from '../types';
import { type Attribute, attributes } from './attribute';

import type { Parser } from './parser';

export type StorageClass = 'typedef' | 'extern' | 'static' | 'auto' | 'register' | undefined;

/** declaration-specifiers, C11 6.7. */
export interface Specifiers {
  type: CType;
  storage: StorageClass;
  threadLocal: boolean;
  inline: boolean;
  noreturn: boolean;
  /** By _Alignas, in bytes. */
  align: number | undefined;
  attributes: Attribute[];
  /** `__auto_type`: the initialiser gives the type. */
  auto: boolean;
  /** No type was written. */
  implicit: boolean;
  from: number;
  /** A struct, union or enum was defined or named: the declaration may stop here. */
  tag: boolean;
  /** It does stop here: its semicolon is missing, as was said. */
  ended: boolean;
}

/** What type words were seen, in any order. */
interface Words {
  base: string;
  long: number;
  short: boolean;
  signed: boolean;
  unsigned: boolean;
  complex: boolean;
}

const STORAGE = new Set(['typedef', 'extern', 'static', 'auto', 'register']);

/** Reads specifiers; `storage` false: specifier-qualifier-list of members and type names. */
export function specifiers(p: Parser, storage: boolean): Specifiers {
  const s: Specifiers = {
    type: p.types.int,
    storage: undefined,
    threadLocal: false,
    inline: false,
    noreturn: false,
    align: undefined,
    attributes: [],
    auto: false,
    implicit: false,
    from: p.at,
    tag: false,
    ended: false,
  };
  const words: Words = { base: '', long: 0, short: false, signed: false, unsigned: false, complex: false };
  let whole: CType | undefined;
  let quals = 0;
  const any = () =>
    whole !== undefined ||
    words.base !== '' ||
    words.long > 0 ||
    words.short ||
    words.signed ||
    words.unsigned ||
    words.complex;
  for (;;) {
    if (p.kind === K.L_BRACKET && p.peek() === K.L_BRACKET) {
      attributes(p, s.attributes);
      continue;
    }
    if (p.kind !== K.IDENT) break;
    const { word } = p;
    if (word === '') {
      if (any() || !p.isTypedefName(p.value)) break;
      const entry = p.scopes.ordinary.get(p.value);
      if (entry?.kind !== 'typedef') break;
      if (entry.deprecated !== undefined)
        p.warn('deprecated-declarations', p.at, `'${entry.name}' is deprecated`);
      entry.referenced = true;
      whole = entry.type;
      p.advance();
      continue;
    }
    if (storage && STORAGE.has(word)) {
      setStorage(p, s, word as StorageClass);
      p.advance();
      continue;
    }
    switch (word) {
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
        if (p.peek() === K.L_PAREN) {
          p.advance();
          const open = p.advance();
          whole = qualify(p.grammar.typeName(p), ATOMIC);
          p.close(K.R_PAREN, open);
          continue;
        }
        quals |= ATOMIC;
        break;
      case 'inline':
        s.inline = true;
        break;
      case '_Noreturn':
        s.noreturn = true;
        break;
      case '_Thread_local':
        s.threadLocal = true;
        break;
      case '__extension__':
        break;
      case '__attribute__':
        attributes(p, s.attributes);
        continue;
      case '_Alignas':
        alignas(p, s);
        continue;
      case 'struct':
      case 'union':
        if (s.tag && p.tokens.kind[p.at - 1] === K.R_BRACE) return unterminated(p, s, whole, words, quals);
        if (any()) return conflict(p, s, whole, words, quals);
        whole = p.grammar.recordSpecifier(p, word === 'union');
        s.tag = true;
        continue;
      case 'enum':
        if (any()) return conflict(p, s, whole, words, quals);
        whole = p.grammar.enumSpecifier(p);
        s.tag = true;
        continue;
      case 'typeof':
        if (any()) return conflict(p, s, whole, words, quals);
        whole = typeOf(p);
        continue;
      case '__auto_type':
        s.auto = true;
        whole = p.types.int;
        break;
      case '_Complex':
      case '_Imaginary':
        words.complex = true;
        break;
      case 'long':
        words.long++;
        break;
      case 'short':
        words.short = true;
        break;
      case 'signed':
        words.signed = true;
        break;
      case 'unsigned':
        words.unsigned = true;
        break;
      case '_Decimal32':
      case '_Decimal64':
      case '_Decimal128':
      case '_Float16':
        p.error(p.at, `type '${word}' is not supported`);
        whole = p.types.error;
        break;
      case 'void':
      case 'char':
      case 'int':
      case 'float':
      case 'double':
      case '_Bool':
      case '__int128':
      case '_Float32':
      case '_Float64':
      case '_Float32x':
      case '_Float64x':
      case '_Float128':
        if (s.tag && p.tokens.kind[p.at - 1] === K.R_BRACE) return unterminated(p, s, whole, words, quals);
        if (words.base !== '' || whole)
          p.error(
            p.at,
            `cannot combine '${word}' with a previous ${whole ? quote(whole) : `'${words.base}'`} in a declaration`,
          );
        words.base = word;
        break;
      default:
        return finish(p, s, whole, words, quals, any());
    }
    p.advance();
  }
  return finish(p, s, whole, words, quals, any());
}

/** A struct, union or enum without a semicolon behind it, and the next declaration. */
function unterminated(
  p: Parser,
  s: Specifiers,
  whole: CType | undefined,
  words: Words,
  quals: number,
): Specifiers {
  p.expected("';'", 'after a struct, union or enum', ';');
  s.ended = true;
  return finish(p, s, whole, words, quals, true);
}

function conflict(
  p: Parser,
  s: Specifiers,
  whole: CType | undefined,
  words: Words,
  quals: number,
): Specifiers {
  p.error(p.at, 'cannot combine with the previous type in a declaration', {
    hint: "is a ';' missing before it?",
  });
  return finish(p, s, whole, words, quals, true);
}

function finish(
  p: Parser,
  s: Specifiers,
  whole: CType | undefined,
  words: Words,
  quals: number,
  any: boolean,
): Specifiers {
  let type: CType;
  if (whole) {
    type = whole;
    // A second type by name has been reported where it stands.
    if (words.base === '' && (words.long || words.short || words.signed || words.unsigned))
      p.error(s.from, 'two or more types in a declaration');
  } else if (any) type = combine(p, s.from, words);
  else {
    type = p.types.int;
    s.implicit = true;
  }
  s.type = quals ? qualify(type, quals) : type;
  return s;
}

/** The type that a set of words names (C11 6.7.2p2). */
function combine(p: Parser, at: number, words: Words): CType {
  const { types } = p;
  const { base, long, short, signed, unsigned, complex } = words;
  const bad = (message: string) => {
    p.error(at, message);
    return types.int;
  };
  if (signed && unsigned) return bad("cannot combine 'signed' and 'unsigned' in a declaration");
  if (long > 2) return bad("'long long long' is too long");
  if (long && short) return bad("cannot combine 'long' and 'short' in a declaration");
  const sign = signed || unsigned;
  if (complex) {
    const bare = base === '' && !sign && !short && long === 0;
    const of = combine(p, at, { ...words, complex: false, base: bare ? 'double' : base });
    if (of.kind === 'float' || (of.kind === 'int' && of !== types.bool))
      return { kind: 'complex', quals: 0, of };
    return bad(`there are no complex numbers of '${base}'`);
  }
  switch (base) {
    case 'double':
      if (sign || short || long > 1) break;
      return long ? types.ldouble : types.double;
    case 'char':
      if (long || short) break;
      return signed ? types.schar : unsigned ? types.uchar : types.char;
    case '__int128':
      if (long || short) break;
      return unsigned ? types.uint128 : types.int128;
    case '':
    case 'int':
      if (short) return unsigned ? types.ushort : types.short;
      if (long === 2) return unsigned ? types.ullong : types.llong;
      if (long === 1) return unsigned ? types.ulong : types.long;
      return unsigned ? types.uint : types.int;
    default: {
      if (sign || long || short) break;
      if (base === 'void') return types.void;
      if (base === 'float') return types.float;
      if (base === '_Bool') return types.bool;
      return types.floats.get(base) ?? types.int;
    }
  }
  const other = [signed && 'signed', unsigned && 'unsigned', long && 'long', short && 'short'].find(Boolean);
  return bad(`'${other}' cannot be combined with '${base}'`);
}

function setStorage(p: Parser, s: Specifiers, word: StorageClass): void {
  if (s.storage !== undefined) {
    if (s.storage === word) p.error(p.at, `duplicate '${word}'`);
    else p.error(p.at, `cannot combine '${word}' with the previous '${s.storage}' in a declaration`);
  }
  s.storage = word;
}

function alignas(p: Parser, s: Specifiers): void {
  const at = p.advance();
  const open = p.at;
  if (!p.expect(K.L_PAREN, "after '_Alignas'")) return;
  let align: number | undefined;
  if (p.startsType()) align = alignOf(p.grammar.typeName(p));
  else {
    const e = p.grammar.constantExpression(p);
    const value = evaluate(e);
    if (value?.kind === 'int') align = Number(value.value);
    else if (e.type.kind !== 'error') p.errorAt(e, "the argument of '_Alignas' must be an integer constant");
  }
  p.close(K.R_PAREN, open);
  if (align === undefined || align === 0) return;
  if (align < 0 || (align & (align - 1)) !== 0)
    p.error(at, 'requested alignment is not a positive power of 2');
  else s.align = Math.max(s.align ?? 1, align);
}

/** typeof, of an expression or a type. */
function typeOf(p: Parser): CType {
  p.advance();
  const open = p.at;
  if (!p.expect(K.L_PAREN, "after 'typeof'")) return p.types.error;
  let type: CType;
  if (p.startsType()) type = p.grammar.typeName(p);
  else {
    p.unevaluated++;
    const e = p.bracketed(() => p.grammar.expression(p));
    p.unevaluated--;
    if (e.kind === 'member' && e.field.bits) p.errorAt(e, "'typeof' applied to a bit-field");
    ({ type } = e);
  }
  p.close(K.R_PAREN, open);
  // The value of an _Atomic object is not atomic.
  return type.quals & ATOMIC ? unqualified(type) : type;
}

/**
 * A name that stands where a type should, with what follows a type behind it: says so once, and what may have been
 * meant; answers whether it was one.
 */
export function unknownType(p: Parser): boolean {
  if (!p.isName || p.isTypedefName(p.value)) return false;
  const next = p.peek();
  const looks =
    next === K.IDENT
      ? !p.wordAt(1) || p.wordAt(1) === 'const'
      : next === K.STAR && (p.peek(2) === K.IDENT || p.peek(2) === K.STAR);
  if (!looks) return false;
  const name = p.text();
  const header = headerOf(name);
  const tag = p.scopes.tags.get(p.value);
  const word = tag?.kind === 'enum' ? 'enum' : tag?.def.union ? 'union' : 'struct';
  const hint = header ? `include <${header}>` : tag ? undefined : foreignHint(name);
  const near = header || hint ? undefined : tag ? `${word} ${name}` : nearest(name, typeNames(p));
  p.syntaxError(`unknown type name '${name}'${near ? `; did you mean '${near}'?` : ''}`, {
    hint,
    fix: near ? { where: whereToken(p.tokens, p.at), text: near } : undefined,
  });
  return true;
}

function* typeNames(p: Parser): Generator<string> {
  for (const name of p.scopes.ordinary.names()) if (p.isTypedefName(name)) yield names.text(name);
  yield* [
    'int',
    'char',
    'long',
    'short',
    'float',
    'double',
    'void',
    'unsigned',
    'signed',
    'struct',
    'union',
    'enum',
    'const',
    'static',
    'extern',
    'typedef',
  ];
}
