import { Fatal } from './diagnose/diagnostics';
import { type COptions, preprocessOptions } from './options';
import { translationUnit } from './parse/declaration';
import { GRAMMAR } from './parse/grammar';
import { Parser } from './parse/parser';
import * as K from './pp/kinds';
import type { Macro } from './pp/macro';
import { names } from './pp/names';
import { Preprocessor } from './pp/preprocessor';
import type { Place } from './pp/sources';
import type { Entry, Tag } from './sema/scope';
import { LP64 } from './target';
import type { RecordType } from './types';

/** What is known at the end of a piece of C: what an editor asks when it has cut the source off at the caret. */
export interface Probe {
  /** All that ordinary names mean there, the innermost meaning of each. */
  names: ReadonlyMap<string, Entry>;
  tags: ReadonlyMap<string, Tag>;
  macros: ReadonlyMap<string, Macro>;
  /** The last member that was asked for: of which record, and its name, which may be none of it. */
  member?: { of: RecordType; name: string };
  /** Where a token is written. */
  place(token: number): Place;
  /** Where a macro is defined; undefined for those that are built in. */
  definition(macro: Macro): Place | undefined;
}

/** Remembers the scopes as they are when the last token has been taken: after it they are left one by one. */
class ProbingParser extends Parser {
  seen: Pick<Probe, 'names' | 'tags'> | undefined;

  override advance(): number {
    const was = super.advance();
    if (this.kind === K.EOF && !this.seen) this.seen = this.inSight();
    return was;
  }

  inSight(): Pick<Probe, 'names' | 'tags'> {
    const all = <T>(space: { names(): Iterable<number>; get(name: number): T | undefined }) => {
      const found = new Map<string, T>();
      for (const name of space.names()) {
        const meaning = space.get(name);
        if (meaning) found.set(names.text(name), meaning);
      }
      return found;
    };
    return { names: all(this.scopes.ordinary), tags: all(this.scopes.tags) };
  }
}

/** Reads a piece of C that may break off anywhere, and answers what is known at its end. */
export function probeC(source: string, options: COptions): Probe {
  const pp = new Preprocessor(preprocessOptions(options));
  let parser: ProbingParser | undefined;
  let member: Probe['member'];
  try {
    const tokens = pp.run(options.name, source);
    parser = new ProbingParser(tokens, pp.diagnostics, pp.pragmas, options.target ?? LP64, GRAMMAR);
    parser.onMember = (of, name) => {
      member = { of, name };
    };
    translationUnit(parser);
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
  }
  const { names: ordinary, tags } = parser?.seen ??
    parser?.inSight() ?? { names: new Map(), tags: new Map() };
  const macros = pp.macros.flatMap((macro) => (macro ? [[names.text(macro.name), macro] as const] : []));
  return {
    names: ordinary,
    tags,
    macros: new Map(macros),
    member,
    place: (token) => pp.tokens.place(token),
    definition: (macro) => (macro.builtin ? undefined : pp.sources.place(macro.location)),
  };
}
