import { type Details, Diagnostics } from '../diagnose/diagnostics';
import { directive, endOfFile } from './directives';
import { Expander } from './expand';
import type { FileCache, Files } from './files';
import * as K from './kinds';
import type { LexedFile } from './lexer';
import { type BuiltinMacro, type Macro, type Token, tokenWhere } from './macro';
import { names } from './names';
import { type Pragma, pragmaOperator } from './pragma';
import { type Inclusion, Sources } from './sources';
import { Tokens } from './tokens';

export interface PreprocessOptions {
  files: Files;
  /** Lexed files kept from one compilation to the next. */
  cache: FileCache;
  /** Folders searched for `"x.h"` first, then for both, in order; system ones keep quiet about warnings. */
  quoteFolders: string[];
  folders: { path: string; system: boolean }[];
  /** Text read before the file: predefined macros, -D and -U in order, -include. */
  preludes: { name: string; text: string }[];
  /** `-W...`, `-w`. */
  warnings: string[];
  /** What `__DATE__` and `__TIME__` say. */
  date: string;
  time: string;
  /** Names __has_builtin and __has_attribute know. */
  hasBuiltin: (name: string) => boolean;
  hasAttribute: (name: string) => boolean;
}

/** One level of #if. */
export interface Condition {
  at: Token;
  /** Some group was taken already. */
  taken: boolean;
  /** #else was seen. */
  otherwise: boolean;
}

/** A file being read. */
export interface Frame {
  lexed: LexedFile;
  at: number;
  inclusion: Inclusion;
  conditions: Condition[];
  /** Where in the search path it was found; -1 beside its includer. */
  folder: number;
}

/** Tokens of a unit at most. */
const TOKEN_LIMIT = 5_000_000;
const PRAGMA = names.id('_Pragma');

/** From files to the tokens of a unit: directives, conditions, includes, macros (C11 5.1.1.2, phases 1 to 4). */
export class Preprocessor {
  readonly sources = new Sources();
  readonly tokens = new Tokens(this.sources);
  readonly diagnostics: Diagnostics;
  /** By the number of their name. */
  readonly macros: (Macro | undefined)[] = [];
  readonly frames: Frame[] = [];
  readonly expander: Expander;
  /** Pragmas for later stages, each with the token it stands before. */
  readonly pragmas: Pragma[] = [];
  readonly once = new Set<string>();
  readonly pushedMacros = new Map<number, (Macro | undefined)[]>();
  /** Poisoned names: using them is an error. */
  readonly poisoned = new Set<number>();
  /** How many argument lists are being read. */
  collecting = 0;
  private counter = 0;

  constructor(readonly options: PreprocessOptions) {
    this.diagnostics = new Diagnostics(this.sources, options.warnings);
    this.expander = new Expander(this);
    const builtins: BuiltinMacro[] = [
      '__FILE__',
      '__BASE_FILE__',
      '__FILE_NAME__',
      '__LINE__',
      '__INCLUDE_LEVEL__',
      '__COUNTER__',
      '__DATE__',
      '__TIME__',
      '__TIMESTAMP__',
    ];
    for (const builtin of builtins) {
      const name = names.id(builtin);
      this.macros[name] = { name, variadic: false, body: [], location: 0, builtin, disabled: false };
    }
  }

  /** Preprocesses a file; its tokens, with EOF at the end, are in `tokens`. */
  run(name: string, text: string): Tokens {
    for (const prelude of this.options.preludes) {
      this.enter(this.options.cache.lex(prelude.name, prelude.text), -1, true, -1);
      this.drain();
    }
    this.enter(this.options.cache.lex(name, text), -1, false, -1);
    this.drain();
    const last = this.sources.inclusions[this.sources.inclusions.length - 1];
    const end = this.sources.inclusions.filter((i) => i.from < 0).at(-1) ?? last;
    this.tokens.add(K.EOF, 0, end.base + end.file.clean.length, 0, K.LINE_START);
    return this.tokens;
  }

  enter(lexed: LexedFile, from: number, system: boolean, folder: number): void {
    const inclusion = this.sources.enter(lexed.source, from, system);
    this.frames.push({ lexed, at: 0, inclusion, conditions: [], folder });
    for (const problem of lexed.problems) {
      const where = { location: inclusion.base + problem.offset, expansion: 0, length: 2 };
      if (problem.severity === 'error') this.diagnostics.error(where, problem.message);
    }
  }

  /** Reads until no file is open. */
  private drain(): void {
    const { expander, tokens, macros } = this;
    while (this.frames.length > 0) {
      const frame = this.frames[this.frames.length - 1];
      const { kind, value, start, flags, count } = frame.lexed;
      const { base } = frame.inclusion;
      // Most tokens are of the file itself and no macros: they go straight through.
      while (frame.at < count) {
        const i = frame.at;
        const k = kind[i];
        if (k === K.HASH && flags[i] & K.LINE_START) {
          directive(this, frame);
          if (this.frames[this.frames.length - 1] !== frame) break;
        } else if (k === K.IDENT && (macros[value[i]] !== undefined || value[i] === PRAGMA)) {
          frame.at++;
          const token = this.tokenAt(frame, i);
          const macro = macros[token.value];
          if (token.value === PRAGMA) pragmaOperator(this, token);
          else if (macro && expander.enter(macro, token)) this.drainMacros();
          else this.put(token);
          if (this.frames[this.frames.length - 1] !== frame) break;
        } else {
          frame.at++;
          if (k === K.OTHER) this.put(this.tokenAt(frame, i));
          else tokens.add(k, value[i], base + start[i], 0, flags[i]);
        }
      }
      if (frame.at >= count && this.frames[this.frames.length - 1] === frame) this.leave();
      if (tokens.count > TOKEN_LIMIT)
        this.diagnostics.fatal(
          { location: base, expansion: 0, length: 1 },
          'the program has too many tokens',
        );
    }
  }

  private drainMacros(): void {
    const { expander } = this;
    while (!expander.idle) {
      const token = expander.next();
      if (token.kind === K.EOF) return;
      if (token.value === PRAGMA && token.kind === K.IDENT) pragmaOperator(this, token);
      else this.put(token);
      if (this.tokens.count > TOKEN_LIMIT) this.fatal(token, 'the program has too many tokens');
    }
  }

  private put(token: Token): void {
    if (token.kind === K.OTHER) {
      const text = names.text(token.value);
      if (/^(u8|[LuU])?["']/.test(text)) {
        const mark = text.includes('"') && !text.startsWith("'") ? '"' : "'";
        this.error(token, `missing terminating ${mark} character`);
        return;
      }
    }
    this.tokens.add(token.kind, token.value, token.location, token.expansion, token.flags);
  }

  private leave(): void {
    const frame = this.frames.pop();
    if (frame) endOfFile(this, frame);
  }

  tokenAt(frame: Frame, i: number): Token {
    const { kind, value, start, flags } = frame.lexed;
    return {
      kind: kind[i],
      value: value[i],
      location: frame.inclusion.base + start[i],
      expansion: 0,
      flags: flags[i],
    };
  }

  /** The next token of the file, past directives. An argument list does not go on in the file that included this. */
  fileToken(): Token {
    for (;;) {
      const frame = this.frames.at(-1);
      if (!frame) return { kind: K.EOF, value: 0, location: 0, expansion: 0, flags: 0 };
      const i = frame.at;
      if (i >= frame.lexed.count) {
        if (this.collecting > 0 || this.frames.length === 1) return this.tokenAt(frame, frame.lexed.count);
        this.leave();
      } else if (frame.lexed.kind[i] === K.HASH && frame.lexed.flags[i] & K.LINE_START)
        directive(this, frame);
      else {
        frame.at++;
        return this.tokenAt(frame, i);
      }
    }
  }

  parenthesisNext(): boolean {
    const frame = this.frames.at(-1);
    return frame !== undefined && frame.at < frame.lexed.count && frame.lexed.kind[frame.at] === K.L_PAREN;
  }

  /** What a builtin macro stands for at a place. */
  builtin(builtin: BuiltinMacro, name: Token, invocation: number): Token {
    const base = { location: name.location, expansion: name.expansion, flags: name.flags };
    const string = (text: string) => ({
      ...base,
      kind: K.STRING,
      value: names.id(`"${text.replace(/[\\"]/g, '\\$&')}"`),
    });
    const number = (n: number) => ({ ...base, kind: K.NUMBER, value: names.id(String(n)) });
    switch (builtin) {
      case '__LINE__':
        return number(this.sources.place(invocation).line);
      case '__FILE__':
        return string(this.sources.place(invocation).file);
      case '__FILE_NAME__':
        return string(this.sources.place(invocation).file.replace(/^.*\//, ''));
      case '__BASE_FILE__':
        return string(this.frames[0]?.lexed.source.path ?? '');
      case '__INCLUDE_LEVEL__':
        return number(this.frames.length - 1);
      case '__COUNTER__':
        return number(this.counter++);
      case '__DATE__':
        return string(this.options.date);
      case '__TIME__':
        return string(this.options.time);
      case '__TIMESTAMP__':
        return string(`${this.options.date} ${this.options.time}`);
    }
  }

  error(token: Token, message: string, noteAt?: number, note?: string, details: Details = {}): void {
    const notes =
      noteAt && note ? [{ where: { location: noteAt, expansion: 0, length: 1 }, message: note }] : undefined;
    this.diagnostics.error(tokenWhere(token), message, { ...details, notes });
  }

  warn(option: string, token: Token, message: string): void {
    this.diagnostics.warn(option, tokenWhere(token), message);
  }

  fatal(token: Token, message: string): never {
    this.diagnostics.fatal(tokenWhere(token), message);
  }
}
