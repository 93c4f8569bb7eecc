import { ERRNO } from '../../abi/errno';
import type { FunctionSymbol } from '../../toolchain/c/ast';
import * as K from '../../toolchain/c/pp/kinds';
import type { Macro } from '../../toolchain/c/pp/macro';
import { names } from '../../toolchain/c/pp/names';
import type { Place } from '../../toolchain/c/pp/sources';
import type { Probe } from '../../toolchain/c/probe';
import type { Entry, Tag } from '../../toolchain/c/sema/scope';
import { isComplete, sizeOf, spell } from '../../toolchain/c/sema/type';
import type { CType, Field, RecordDef, RecordType } from '../../toolchain/c/types';
import { PAGES } from './man';
import { mask } from './text';
import type { Completion, Hover, Signature } from './types';

const ERRORS = new Map([...ERRNO.values()].map(({ name, text }) => [name, text]));

type Description = Omit<Hover, 'from' | 'to'>;

/** A meaning: how it is described, and where it is defined. */
export interface Meaning {
  describe(): Description;
  place(): Place | undefined;
}

/** Fields of a record that are listed at most. */
const FIELDS = 16;

const bytes = (n: number) => `${n} ${n === 1 ? 'byte' : 'bytes'}`;
const size = (type: CType): string | undefined =>
  type.kind !== 'function' && type.kind !== 'void' && isComplete(type) ? bytes(sizeOf(type)) : undefined;

/** Puts into words what the front end knows. */
export class Describer {
  constructor(
    private readonly probe: Probe,
    /** The source as a whole: parameters' names are read from it. */
    private readonly source: string,
    private readonly file: string,
  ) {}

  /** The meaning of a name, or of a tag behind struct, union or enum. */
  find(name: string, tag = false): Meaning | undefined {
    const { probe } = this;
    if (tag) {
      const found = probe.tags.get(name);
      return found && { describe: () => ({ code: tagText(found) }), place: () => probe.place(found.def.at) };
    }
    const macro = probe.macros.get(name);
    if (macro) return { describe: () => this.macro(name, macro), place: () => probe.definition(macro) };
    const entry = probe.names.get(name);
    return entry && { describe: () => this.entry(entry), place: () => probe.place(entry.at) };
  }

  /** The meaning of the member that the source ends with. */
  member(): Meaning | undefined {
    const { member } = this.probe;
    const field = member && fieldsOf(member.of.def).find(({ field: f }) => f.name === member.name);
    if (!member || !field) return undefined;
    return {
      describe: () => ({
        code: `${spell(member.of)}: ${spell(field.field.type, field.field.name)}`,
        notes: [placeOf(field.field, field.offset)],
      }),
      place: () => this.probe.place(field.field.at),
    };
  }

  static members(of: RecordType): Completion[] {
    return fieldsOf(of.def).map(({ field, offset }) => ({
      label: field.name ?? '',
      kind: 'member',
      detail: spell(field.type),
      text: placeOf(field, offset),
    }));
  }

  /** What a macro stands for. */
  static body(macro: Macro): string {
    return macro.body
      .map(({ token, paste, stringify }, n) => {
        const space = n > 0 && token.flags & K.SPACE ? ' ' : '';
        return `${space}${stringify ? '#' : ''}${names.text(token.value)}${paste ? ' ##' : ''}`;
      })
      .join('');
  }

  completion(entry: Entry): Completion {
    const page = entry.kind === 'function' ? PAGES.get(entry.name) : undefined;
    const kind = entry.kind === 'typedef' ? 'type' : entry.kind === 'enumerator' ? 'macro' : entry.kind;
    const detail = entry.kind === 'enumerator' ? `${entry.value}` : spell(entry.type);
    return { label: entry.name, kind, detail, ...(page && { text: page.text }) };
  }

  signature(name: string, active: number): Signature | undefined {
    const entry = this.probe.names.get(name);
    const page = PAGES.get(name);
    if (entry?.kind !== 'function') return undefined;
    const { head, parameters } = this.prototype(entry);
    let label = `${head}(`;
    const places = parameters.map((text, n): [number, number] => {
      if (n > 0) label += ', ';
      const from = label.length;
      label += text;
      return [from, label.length];
    });
    const last = Math.max(0, parameters.length - 1);
    return { label: `${label})`, parameters: places, active: Math.min(active, last), text: page?.text };
  }

  private macro(name: string, macro: Macro): Description {
    const page = PAGES.get(name);
    const parameters = macro.parameters?.map((p) => names.text(p)).join(', ');
    const code =
      `#define ${name}${parameters === undefined ? '' : `(${parameters})`} ${Describer.body(macro)}`.trim();
    const value = macro.parameters ? undefined : this.value(macro);
    const error = this.probe.definition(macro)?.file.endsWith('errno.h') ? ERRORS.get(name) : undefined;
    return {
      code,
      text: page?.text ?? error,
      notes: value === undefined || value === Describer.body(macro) ? [] : [`= ${value}`],
    };
  }

  /** The number that a macro comes to, where its body is one name after another down to a constant. */
  private value(macro: Macro, depth = 0): string | undefined {
    const body = Describer.body(macro).replace(/^\((.*)\)$/, '$1');
    const number = /^-?(?:0[xX][\da-fA-F]+|\d+)[uUlL]*$/.exec(body)?.[0].replace(/[uUlL]+$/, '');
    if (number !== undefined) {
      const negative = number.startsWith('-');
      const digits = number.replace('-', '');
      const parsed = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
      return String(negative ? -parsed : parsed);
    }
    const next = this.probe.macros.get(body);
    if (next && !next.parameters && depth < 8) return this.value(next, depth + 1);
    const entry = this.probe.names.get(body);
    return entry?.kind === 'enumerator' ? String(entry.value) : undefined;
  }

  private entry(entry: Entry): Description {
    switch (entry.kind) {
      case 'function':
        return this.function(entry);
      case 'enumerator':
        return { code: `${entry.name} = ${entry.value}`, notes: [spell(entry.type)] };
      case 'typedef':
        return {
          code: `typedef ${spell({ ...entry.type, alias: undefined }, entry.name)}${opened(entry.type)}`,
          notes: known(size(entry.type)),
        };
      case 'variable': {
        const where =
          entry.storage === 'parameter'
            ? 'parameter'
            : entry.storage === 'static'
              ? 'global'
              : 'local variable';
        const notes = [where, ...known(size(entry.type))].join(', ');
        return {
          code: `${entry.linkage === 'internal' ? 'static ' : ''}${spell(entry.type, entry.name)}${opened(entry.type)}`,
          notes: [notes],
        };
      }
    }
  }

  private function(entry: FunctionSymbol): Description {
    const { head, parameters } = this.prototype(entry);
    const page = PAGES.get(entry.name);
    const home = this.probe.place(entry.at).file;
    const notes: string[] = [];
    if (page && page.errors.length > 0) notes.push(`errno: ${page.errors.join(' ')}`);
    if (home !== this.file) notes.push(`<${home.replace(/^.*\/include\//, '')}>`);
    return {
      code: `${head}(${parameters.join(', ')})`,
      text: home === this.file ? undefined : page?.text,
      notes,
    };
  }

  /** A function's declaration, with the names of its parameters where they are known. */
  private prototype(entry: FunctionSymbol): { head: string; parameters: string[] } {
    const { type, name } = entry;
    const known = this.parameterNames(entry) ?? PAGES.get(name)?.parameters ?? [];
    const parameters = type.params.map((param, n) => spell(param, known[n] ?? ''));
    if (type.variadic) parameters.push('...');
    if (parameters.length === 0 && type.prototype) parameters.push('void');
    return { head: spell(type.returns, name), parameters };
  }

  /** The names in a declaration of this source. */
  private parameterNames({ at, name, type }: FunctionSymbol): string[] | undefined {
    const { file, line, column } = this.probe.place(at);
    if (file !== this.file) return undefined;
    const from =
      this.source
        .split('\n')
        .slice(0, line - 1)
        .reduce((sum, text) => sum + text.length + 1, 0) +
      column -
      1;
    const [, list] = /^\w+\s*\(([^)]*)\)/.exec(mask(this.source).slice(from)) ?? [];
    const found = list?.split(',').map((part) => /(\w+)\s*(?:\[.*\])?\s*$/.exec(part)?.[1] ?? '');
    return found?.length === type.params.length && this.source.startsWith(name, from) ? found : undefined;
  }
}

const known = (text: string | undefined): string[] => (text === undefined ? [] : [text]);

/** The members of the record behind a type, where it is one; nothing for others. */
function opened(type: CType): string {
  const record = type.kind === 'pointer' ? type.to : type;
  return record.kind === 'record' && record.def.complete ? `\n${layout(record.def)}` : '';
}

function tagText({ def, kind }: Tag): string {
  if (kind === 'enum')
    return `enum ${def.tag ?? ''} { ${def.values.map(({ name, value }) => `${name} = ${value}`).join(', ')} }`;
  return def.complete ? layout(def) : `${def.union ? 'union' : 'struct'} ${def.tag ?? ''};`;
}

/** A record with the place of each member. */
function layout(def: RecordDef): string {
  const all = def.fields.filter((f) => f.name !== undefined || f.type.kind === 'record');
  const lines = all.slice(0, FIELDS).map((f) => `    ${spell(f.type, f.name ?? '')};  // ${f.offset}`);
  if (all.length > FIELDS) lines.push(`    // ${all.length - FIELDS} more`);
  return `${def.union ? 'union' : 'struct'} ${def.tag ?? ''} {  // ${bytes(def.size)}\n${lines.join('\n')}\n}`;
}

/** Members by name, those of anonymous members too, with their offset in the whole. */
function fieldsOf(def: RecordDef, base = 0): { field: Field; offset: number }[] {
  return def.fields.flatMap((field) => {
    const offset = base + field.offset;
    if (field.name !== undefined) return [{ field, offset }];
    return field.type.kind === 'record' ? fieldsOf(field.type.def, offset) : [];
  });
}

function placeOf({ bits, type }: Field, offset: number): string {
  if (bits) return `${bits.width} bits at bit ${bits.position}`;
  return [`offset ${offset}`, ...known(size(type))].join(', ');
}
