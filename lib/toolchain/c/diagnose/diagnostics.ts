import type { Diagnostic } from '../../diagnostic';
import { names } from '../pp/names';
import type { Place, Sources } from '../pp/sources';
import type { Tokens } from '../pp/tokens';
import { DEFAULT_ON, GROUPS } from './options';

/** A change of source text that mends a problem: the stretch is replaced by `text`. */
export interface FixIt {
  file: string;
  line: number;
  column: number;
  endColumn: number;
  text: string;
}

/** A problem in C source with all that explains it. */
export interface CDiagnostic extends Diagnostic {
  /** The -W option that turns it off. */
  option?: string;
  /** The line of source, for the caret. */
  text: string;
  /** Further stretches of that line, underlined: columns from 1. */
  ranges: { column: number; endColumn: number }[];
  notes: CDiagnostic[];
  fixIts: FixIt[];
  /** The #include lines that led here, innermost first. */
  includedFrom: Place[];
}

/** Where a problem is: a location, the expansion it came from, the characters it covers. */
export interface Where {
  location: number;
  expansion: number;
  length: number;
}

export interface Details {
  notes?: { where: Where; message: string }[];
  ranges?: Where[];
  /** Text that replaces (`where` given) or is put before or after a place. */
  fix?: { where: Where; text: string; at?: 'before' | 'after' };
  hint?: string;
}

/** Thrown when going on makes no sense: too many errors, too much input. The diagnostic is already reported. */
export class Fatal extends Error {}

const ERROR_LIMIT = 100;

type Level = 'ignored' | 'warning' | 'error';

/** Collects the problems of a unit, and knows which warnings are on. */
export class Diagnostics {
  readonly list: CDiagnostic[] = [];
  errors = 0;
  private readonly levels = new Map<string, Level>();
  /** What `#pragma GCC diagnostic` changed: from this location on the option has this level. */
  private readonly changes: { location: number; option: string; level: Level }[] = [];
  private readonly pushed: Map<string, Level>[] = [];
  private readonly current = new Map<string, Level>();
  private allErrors = false;
  private silent = false;
  private readonly seen = new Set<string>();

  constructor(
    private readonly sources: Sources,
    /** `-W...` and `-w` from the command line. */
    options: string[] = [],
  ) {
    for (const option of options) this.set(option);
  }

  error(where: Where, message: string, details: Details = {}): void {
    this.add('error', where, message, details, undefined);
    if (++this.errors < ERROR_LIMIT) return;
    this.fatal(where, 'too many errors; stopping now');
  }

  fatal(where: Where, message: string): never {
    this.add('error', where, message, {}, undefined);
    this.errors++;
    throw new Fatal(message);
  }

  /** A warning that `-Woption` governs ('' : none does). Nothing is said about system headers. */
  warn(option: string, where: Where, message: string, details: Details = {}): void {
    const level = this.levelAt(option, where);
    if (level === 'ignored') return;
    if (level === 'error') this.errors++;
    this.add(level, where, message, details, option);
  }

  isOn(option: string, where: Where): boolean {
    return this.levelAt(option, where) !== 'ignored';
  }

  /** `#pragma GCC diagnostic push`, `pop`, or a level for an option. */
  pragma(location: number, verb: string, option?: string): void {
    if (verb === 'push') this.pushed.push(new Map(this.current));
    else if (verb === 'pop') {
      const before = this.pushed.pop() ?? new Map<string, Level>();
      for (const name of new Set([...this.current.keys(), ...before.keys()])) {
        const level = before.get(name);
        this.changes.push({ location, option: name, level: level ?? this.commandLevel(name) });
        if (level) this.current.set(name, level);
        else this.current.delete(name);
      }
    } else if (option?.startsWith('-W')) {
      const level = verb as Level;
      for (const name of GROUPS[option.slice(2)] ?? [option.slice(2)]) {
        this.current.set(name, level);
        this.changes.push({ location, option: name, level });
      }
    }
  }

  private set(option: string): void {
    if (option === '-w') this.silent = true;
    else if (option === '-Werror') this.allErrors = true;
    else if (option.startsWith('-Werror=')) this.setLevel(option.slice(8), 'error');
    else if (option.startsWith('-Wno-error=')) this.setLevel(option.slice(11), 'warning');
    else if (option.startsWith('-Wno-')) this.setLevel(option.slice(5), 'ignored');
    else if (option.startsWith('-W')) this.setLevel(option.slice(2), 'warning');
  }

  private setLevel(name: string, level: Level): void {
    const bare = name.replace(/=.*$/, '');
    for (const member of GROUPS[bare] ?? [bare]) this.levels.set(member, level);
  }

  private commandLevel(option: string): Level {
    const level = this.levels.get(option) ?? (DEFAULT_ON.has(option) ? 'warning' : 'ignored');
    return level === 'warning' && this.allErrors ? 'error' : level;
  }

  private levelAt(option: string, where: Where): Level {
    const place = this.sources.outermost(where.location, where.expansion);
    // What a macro of a system header spells is not the reader's doing, but for its arguments.
    if (this.sources.inSystemHeader(where.location) || this.sources.inSystemHeader(place)) return 'ignored';
    let level = option === '' ? 'warning' : this.commandLevel(option);
    for (const change of this.changes) {
      if (change.location > place) break;
      if (change.option === option) level = change.level;
    }
    return this.silent && level === 'warning' ? 'ignored' : level;
  }

  private add(
    severity: 'error' | 'warning',
    where: Where,
    message: string,
    details: Details,
    option: string | undefined,
  ): void {
    const diagnostic = this.make(severity, where, message);
    const key = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}:${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (option) diagnostic.option = option;
    if (details.hint) diagnostic.hint = details.hint;
    for (const range of details.ranges ?? []) {
      const stretch = this.stretch(range);
      if (stretch.line === diagnostic.line && stretch.file === diagnostic.file)
        diagnostic.ranges.push({ column: stretch.column, endColumn: stretch.endColumn });
    }
    if (details.fix && details.fix.where.expansion === 0) {
      const { file, line, column, endColumn } = this.stretch(details.fix.where);
      const at = details.fix.at;
      const from = at === 'after' ? endColumn : column;
      const to = at === 'before' ? column : endColumn;
      diagnostic.fixIts.push({ file, line, column: from, endColumn: to, text: details.fix.text });
    }
    diagnostic.notes.push(...this.expandedFrom(where));
    for (const note of details.notes ?? []) {
      diagnostic.notes.push(this.make('note', note.where, note.message), ...this.expandedFrom(note.where));
    }
    let from = this.sources.inclusionOf(this.sources.outermost(where.location, where.expansion)).from;
    while (from >= 0) {
      diagnostic.includedFrom.push(this.sources.place(from));
      from = this.sources.inclusionOf(from).from;
    }
    this.list.push(diagnostic);
  }

  private stretch(where: Where): { file: string; line: number; column: number; endColumn: number } {
    const outer = this.sources.outermost(where.location, where.expansion);
    const place = this.sources.place(outer);
    const length = where.expansion === 0 ? where.length : this.outermostLength(where.expansion);
    return { ...place, endColumn: place.column + Math.max(1, length) };
  }

  private outermostLength(expansion: number): number {
    let e = expansion;
    while (this.sources.expansions[e].within !== 0) e = this.sources.expansions[e].within;
    return this.sources.expansions[e].macro.length;
  }

  private make(severity: 'error' | 'warning' | 'note', where: Where, message: string): CDiagnostic {
    const outer = this.sources.outermost(where.location, where.expansion);
    const inclusion = this.sources.inclusionOf(outer);
    const { line } = inclusion.file.position(outer - inclusion.base);
    return {
      severity,
      message,
      ...this.stretch(where),
      text: inclusion.file.lineText(line),
      ranges: [],
      notes: [],
      fixIts: [],
      includedFrom: [],
    };
  }

  /** A note for each macro between the source and the token, outermost first. */
  private expandedFrom(where: Where): CDiagnostic[] {
    const notes: CDiagnostic[] = [];
    let location = where.location;
    let length = where.length;
    for (let e = where.expansion; e !== 0; e = this.sources.expansions[e].within) {
      const { macro, at } = this.sources.expansions[e];
      notes.unshift(this.make('note', { location, expansion: 0, length }, `expanded from macro '${macro}'`));
      location = at;
      length = macro.length;
    }
    return notes;
  }
}

/** The stretch that one token covers. */
export function whereToken(tokens: Tokens, token: number): Where {
  return {
    location: tokens.location[token],
    expansion: tokens.expansion[token],
    length: names.text(tokens.value[token]).length,
  };
}

/** The stretch from one token to another, if they are of one line and not of macros; else of the first alone. */
export function whereTokens(tokens: Tokens, from: number, to: number): Where {
  const first = whereToken(tokens, from);
  const last = whereToken(tokens, to);
  if (first.expansion !== 0 || last.expansion !== 0 || last.location < first.location) return first;
  return { ...first, length: last.location + last.length - first.location };
}
