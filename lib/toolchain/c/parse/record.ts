import * as K from '../pp/kinds';
import { names } from '../pp/names';
import { evaluate, wrap } from '../sema/constant';
import { layOut, type Member } from '../sema/layout';
import { integerOf, isBool, isComplete, isInteger, isVariablyModified, quote, sizeOf } from '../sema/type';
import { vectorSized } from '../sema/vector';
import type { CType, EnumDef, EnumType, IntType, RecordDef, RecordType } from '../types';
import { type Attribute, alignment, attributes, hasAttribute } from './attribute';

import { declarator } from './declarator';

import type { Parser } from './parser';
import { specifiers, unknownType } from './specifiers';

/** struct-or-union-specifier, C11 6.7.2.1. */
export function recordSpecifier(p: Parser, union: boolean): CType {
  const keyword = p.advance();
  const list: Attribute[] = [];
  attributes(p, list);
  const word = union ? 'union' : 'struct';
  const name = p.kind === K.IDENT && !p.word ? p.value : 0;
  const at = name ? p.advance() : keyword;
  if (p.kind !== K.L_BRACE) {
    if (!name) {
      p.expected(`a name or '{' after '${word}'`);
      return p.types.error;
    }
    return namedRecord(p, name, union, at, p.kind === K.SEMICOLON);
  }
  const type = name ? namedRecord(p, name, union, at, true) : newRecord(undefined, union, at);
  if (type.kind !== 'record') return type;
  const { def } = type;
  if (def.complete || p.defining.has(def)) {
    p.error(at, `redefinition of '${word} ${def.tag}'`, {
      notes: [p.note(def.at, 'previous definition is here')],
    });
    const other = newRecord(def.tag, union, at);
    memberList(p, other.def, list);
    return other;
  }
  def.at = at;
  p.defining.add(def);
  memberList(p, def, list);
  p.defining.delete(def);
  p.unit.records.push(type);
  return type;
}

const newRecord = (tag: string | undefined, union: boolean, at: number): RecordType => ({
  kind: 'record',
  quals: 0,
  def: {
    union,
    tag,
    complete: false,
    fields: [],
    size: 0,
    align: 1,
    flexible: false,
    packed: false,
    transparent: false,
    at,
  },
});

/** `struct tag`: the type of that tag, declared here if need be; `own`: a declaration of its own in this scope. */
function namedRecord(p: Parser, name: number, union: boolean, at: number, own: boolean): CType {
  const known = own ? p.scopes.tags.local(name) : p.scopes.tags.get(name);
  if (known) {
    if (known.kind === 'record' && known.def.union === union) return known;
    p.error(at, `use of '${names.text(name)}' with a tag type that does not match its previous declaration`, {
      notes: [p.note(known.def.at, 'previous use is here')],
    });
    return p.types.error;
  }
  const type = newRecord(names.text(name), union, at);
  p.scopes.tags.set(name, type);
  return type;
}

function memberList(p: Parser, def: RecordDef, list: Attribute[]): void {
  const open = p.advance();
  const pack = p.pragma.pack(open);
  const members: Member[] = [];
  const seen = new Map<string, number>();
  p.bracketed(() => {
    while (p.kind !== K.R_BRACE && p.kind !== K.EOF) {
      const before = p.at;
      memberDeclaration(p, def, members, seen);
      if (p.at === before) p.advance();
    }
  });
  p.close(K.R_BRACE, open);
  attributes(p, list);
  def.packed = hasAttribute(list, 'packed');
  def.transparent = hasAttribute(list, 'transparent_union');
  checkFlexible(p, def, members);
  layOut(def, members, pack, alignment(p, list));
}

function checkFlexible(p: Parser, def: RecordDef, members: Member[]): void {
  members.forEach((member, i) => {
    if (member.type.kind === 'record' && member.type.def.flexible && i === members.length - 1)
      def.flexible = true;
    if (member.type.kind !== 'array' || member.type.length !== undefined) return;
    if (i < members.length - 1 && !def.union) {
      p.error(member.at, `flexible array member '${member.name}' is not at the end of the struct`);
      member.type = p.types.error;
    } else if (!def.union && members.length === 1)
      p.error(member.at, `flexible array member '${member.name}' in an otherwise empty struct`);
    def.flexible = true;
  });
}

function memberDeclaration(p: Parser, def: RecordDef, members: Member[], seen: Map<string, number>): void {
  if (p.accept(K.SEMICOLON)) return;
  if (p.word === '_Static_assert') {
    p.grammar.staticAssert(p);
    return;
  }
  const unknown = unknownType(p);
  if (unknown) p.advance();
  const s = specifiers(p, false);
  if (s.implicit && !unknown) {
    p.expected('a member declaration');
    p.skipTo(K.SEMICOLON);
    p.accept(K.SEMICOLON);
    return;
  }
  if (unknown) s.type = p.types.error;
  const packed = hasAttribute(s.attributes, 'packed');
  if (p.kind === K.SEMICOLON) {
    const at = p.advance();
    if (s.type.kind === 'record' && (s.type.def.tag === undefined || s.type.def.complete)) {
      if (s.type.def.tag !== undefined) {
        p.warn('missing-declarations', at, 'declaration does not declare anything');
        return;
      }
      addNames(p, s.type.def, seen);
      members.push({
        name: undefined,
        type: s.type,
        aligned: max(s.align, alignment(p, s.attributes)),
        packed,
        at,
      });
    } else if (s.type.kind !== 'enum' && s.type.kind !== 'record')
      p.warn('missing-declarations', at, 'declaration does not declare anything');
    return;
  }
  do {
    let member: Member;
    if (p.kind === K.COLON) member = { name: undefined, type: s.type, packed, at: p.at };
    else {
      const d = declarator(p, s.type, 'named');
      const name = d.name ? names.text(d.name) : undefined;
      member = {
        name,
        type: memberType(
          p,
          def,
          vectorSized(p, d.type, [...s.attributes, ...d.attributes]),
          d.at,
          name ?? '',
        ),
        packed: packed || hasAttribute(d.attributes, 'packed'),
        aligned: max(s.align, max(alignment(p, s.attributes), alignment(p, d.attributes))),
        at: d.at,
      };
      if (name !== undefined) addName(p, name, d.at, seen);
    }
    if (p.accept(K.COLON)) {
      const list: Attribute[] = [];
      member.width = bitWidth(p, member);
      attributes(p, list);
      member.packed ||= hasAttribute(list, 'packed');
      member.aligned = max(member.aligned, alignment(p, list));
    }
    members.push(member);
  } while (p.accept(K.COMMA));
  if (!p.expect(K.SEMICOLON, 'at the end of a member declaration')) {
    if (!p.startsDeclaration()) p.skipTo(K.SEMICOLON);
    p.accept(K.SEMICOLON);
  }
}

const max = (a: number | undefined, b: number | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

function memberType(p: Parser, def: RecordDef, type: CType, at: number, name: string): CType {
  if (type.kind === 'function') {
    p.error(at, `field '${name}' is declared as a function`);
    return p.types.error;
  }
  if (isVariablyModified(type)) {
    p.error(at, `field '${name}' has variable size, which a member cannot have`);
    return p.types.error;
  }
  if (type.kind === 'array' && type.length === undefined && isComplete(type.of)) return type;
  if (!isComplete(type) && type.kind !== 'error') {
    const own = type.kind === 'record' && type.def === def;
    p.error(
      at,
      `field '${name}' has incomplete type ${quote(type)}`,
      own ? { hint: 'a struct cannot contain itself; a pointer to it can be a member' } : {},
    );
    return p.types.error;
  }
  return type;
}

function addName(p: Parser, name: string, at: number, seen: Map<string, number>): void {
  const before = seen.get(name);
  if (before !== undefined)
    p.error(at, `duplicate member '${name}'`, { notes: [p.note(before, 'previous declaration is here')] });
  seen.set(name, at);
}

function addNames(p: Parser, def: RecordDef, seen: Map<string, number>): void {
  for (const field of def.fields) {
    if (field.name !== undefined) addName(p, field.name, field.at, seen);
    else if (field.type.kind === 'record') addNames(p, field.type.def, seen);
  }
}

function bitWidth(p: Parser, member: Member): number | undefined {
  const e = p.grammar.constantExpression(p);
  const label = member.name ? `bit-field '${member.name}'` : 'anonymous bit-field';
  if (e.type.kind === 'error' || member.type.kind === 'error') return undefined;
  if (!isInteger(member.type)) {
    p.error(member.at, `${label} has non-integer type ${quote(member.type)}`);
    return undefined;
  }
  const value = evaluate(e);
  if (value?.kind !== 'int' || !isInteger(e.type)) {
    p.errorAt(e, `width of ${label} is not an integer constant`);
    return undefined;
  }
  const most = isBool(member.type) ? 1n : BigInt(sizeOf(member.type) * 8);
  if (value.value < 0n) p.errorAt(e, `${label} has negative width (${value.value})`);
  else if (value.value === 0n && member.name) p.errorAt(e, `named ${label} has zero width`);
  else if (value.value > most)
    p.errorAt(e, `width of ${label} (${value.value} bits) exceeds the width of its type (${most} bits)`);
  else return Number(value.value);
  return undefined;
}

/** enum-specifier, C11 6.7.2.2. */
export function enumSpecifier(p: Parser): CType {
  const keyword = p.advance();
  const list: Attribute[] = [];
  attributes(p, list);
  const name = p.kind === K.IDENT && !p.word ? p.value : 0;
  const at = name ? p.advance() : keyword;
  if (p.kind !== K.L_BRACE) {
    if (!name) {
      p.expected("a name or '{' after 'enum'");
      return p.types.error;
    }
    return namedEnum(p, name, at, false);
  }
  const type = name ? namedEnum(p, name, at, true) : newEnum(p, undefined, at);
  if (type.kind !== 'enum') return type;
  if (type.def.complete) {
    p.error(at, `redefinition of 'enum ${type.def.tag}'`, {
      notes: [p.note(type.def.at, 'previous definition is here')],
    });
    return enumList(p, newEnum(p, type.def.tag, at), list);
  }
  type.def.at = at;
  return enumList(p, type, list);
}

const newEnum = (p: Parser, tag: string | undefined, at: number): EnumType => ({
  kind: 'enum',
  quals: 0,
  def: { tag, complete: false, underlying: p.types.uint, values: [], at },
});

function namedEnum(p: Parser, name: number, at: number, own: boolean): CType {
  const known = own ? p.scopes.tags.local(name) : p.scopes.tags.get(name);
  if (known?.kind === 'enum') return known;
  if (known) {
    p.error(at, `use of '${names.text(name)}' with a tag type that does not match its previous declaration`, {
      notes: [p.note(known.def.at, 'previous use is here')],
    });
    return p.types.error;
  }
  const type = newEnum(p, names.text(name), at);
  p.scopes.tags.set(name, type);
  return type;
}

function enumList(p: Parser, type: EnumType, list: Attribute[]): CType {
  const { def } = type;
  const open = p.advance();
  let next = 0n;
  const entries: { name: number; at: number; value: bigint; type: CType }[] = [];
  if (p.kind === K.R_BRACE) p.error(p.at, 'an enum needs at least one enumerator');
  while (p.kind !== K.R_BRACE && p.kind !== K.EOF) {
    if (!p.isName) {
      p.expected("an enumerator's name");
      p.skipTo(K.COMMA);
      if (!p.accept(K.COMMA)) break;
      continue;
    }
    const name = p.value;
    const at = p.advance();
    const own: Attribute[] = [];
    attributes(p, own);
    let valueType: CType | undefined;
    if (p.accept(K.ASSIGN)) {
      const e = p.grammar.constantExpression(p);
      const value = evaluate(e);
      if (value?.kind === 'int' && isInteger(e.type)) {
        next = value.value;
        valueType = e.type;
      } else if (e.type.kind !== 'error')
        p.errorAt(e, `value of enumerator '${names.text(name)}' is not an integer constant`);
    }
    const fits = next >= -0x80000000n && next <= 0x7fffffffn;
    const entryType = fits ? p.types.int : wideType(p, next, valueType);
    redeclared(p, name, at);
    p.scopes.ordinary.set(name, {
      kind: 'enumerator',
      name: names.text(name),
      type: entryType,
      value: next,
      at,
    });
    entries.push({ name, at, value: next, type: entryType });
    next += 1n;
    if (!p.accept(K.COMMA)) break;
  }
  p.close(K.R_BRACE, open);
  attributes(p, list);
  finishEnum(p, def, entries, hasAttribute(list, 'packed'));
  // All have the enum's type when one of them does not fit int, as gcc has it.
  if (entries.some((e) => e.type !== p.types.int))
    for (const e of entries) {
      const entryType = e.value >= -0x80000000n && e.value <= 0x7fffffffn ? p.types.int : def.underlying;
      p.scopes.ordinary.set(e.name, {
        kind: 'enumerator',
        name: names.text(e.name),
        type: entryType,
        value: e.value,
        at: e.at,
      });
    }
  return type;
}

function redeclared(p: Parser, name: number, at: number): void {
  const before = p.scopes.ordinary.local(name);
  if (before)
    p.error(
      at,
      `redefinition of '${names.text(name)}'${before.kind === 'enumerator' ? '' : ' as a different kind of symbol'}`,
      {
        notes: [p.note(before.at, 'previous definition is here')],
      },
    );
}

function wideType(p: Parser, value: bigint, written: CType | undefined): IntType {
  const own = written && integerOf(written);
  if (own && wrap(value, own) === value && own.size > 4) return own;
  if (value >= 0n && value <= 0xffffffffn) return p.types.uint;
  return value < 1n << 63n ? p.types.long : p.types.ulong;
}

function finishEnum(
  p: Parser,
  def: EnumDef,
  entries: { name: number; value: bigint }[],
  packed: boolean,
): void {
  const { types } = p;
  def.values = entries.map((e) => ({ name: names.text(e.name), value: e.value }));
  let least = 0n;
  let most = 0n;
  for (const { value } of entries) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const negative = least < 0n;
  const ladder = negative
    ? [types.schar, types.short, types.int, types.long]
    : [types.uchar, types.ushort, types.uint, types.ulong];
  const fits = (type: IntType) => wrap(least, type) === least && wrap(most, type) === most;
  def.underlying = ladder.find((type) => (packed || type.size >= 4) && fits(type)) ?? ladder[3];
  def.complete = true;
}
