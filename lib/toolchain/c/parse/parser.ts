import type { Block, Expr, Stmt } from '../ast';
import type { Details, Diagnostics, Where } from '../diagnose/diagnostics';
import { whereToken } from '../diagnose/diagnostics';
import * as K from '../pp/kinds';
import { names } from '../pp/names';
import type { Pragma } from '../pp/pragma';
import type { Tokens } from '../pp/tokens';
import { Context } from '../sema/context';
import type { DataModel } from '../target';
import type { CType, RecordDef } from '../types';
import { STORAGE_WORDS, TYPE_WORDS, WORDS } from './keywords';
import { PragmaState } from './pragmas';
import type { BlockState, VlaRecord } from './state';

/** Brackets within brackets, as clang allows. */
const BRACKET_LIMIT = 256;
/** Operators and statements within each other that open no bracket. */
const NESTING_LIMIT = 700;

/** The parts of the grammar that need each other: declarations hold expressions, which hold types and blocks. */
export interface Grammar {
  expression: (p: Parser) => Expr;
  assignment: (p: Parser) => Expr;
  constantExpression: (p: Parser) => Expr;
  typeName: (p: Parser) => CType;
  recordSpecifier: (p: Parser, union: boolean) => CType;
  enumSpecifier: (p: Parser) => CType;
  compoundLiteral: (p: Parser, type: CType, open: number) => Expr;
  blockStatement: (p: Parser, valueUsed: boolean) => Block;
  declaration: (p: Parser, fileScope: boolean) => void;
  staticAssert: (p: Parser) => void;
}

/** A cursor over the tokens, with what the grammar needs to know of the context. It never goes back. */
export class Parser extends Context {
  at = 0;
  kind: number;
  /** Number of the current token's spelling. */
  value: number;
  readonly pragma: PragmaState;
  /** Sizes of variable-length arrays that were declared and are still to be computed. */
  pendingVlas: VlaRecord[] = [];
  block: BlockState | undefined;
  /** Records whose members are being read. */
  readonly defining = new Set<RecordDef>();
  private brackets = 0;
  private nesting = 0;
  /** Token at which the last syntax error was said: no second one there. */
  private lastError = -1;

  constructor(
    tokens: Tokens,
    diagnostics: Diagnostics,
    pragmas: Pragma[],
    model: DataModel,
    readonly grammar: Grammar,
  ) {
    super(tokens, diagnostics, pragmas, model);
    this.kind = tokens.kind[0];
    this.value = tokens.value[0];
    this.pragma = new PragmaState(this, pragmas);
    for (const [name, type] of [
      ['__builtin_va_list', this.types.vaList],
      ['__int128_t', this.types.int128],
      ['__uint128_t', this.types.uint128],
    ] as const)
      this.scopes.ordinary.set(names.id(name), {
        kind: 'typedef',
        name,
        type: { ...type, alias: name },
        at: 0,
        unused: true,
        referenced: false,
      });
  }

  advance(): number {
    const was = this.at;
    if (this.kind !== K.EOF) {
      const next = ++this.at;
      this.kind = this.tokens.kind[next];
      this.value = this.tokens.value[next];
    }
    return was;
  }

  /** Kind of a token further on. */
  peek(n = 1): number {
    return this.at + n < this.tokens.count ? this.tokens.kind[this.at + n] : K.EOF;
  }

  /** The keyword the current token is, or ''. */
  get word(): string {
    return this.kind === K.IDENT ? (WORDS[this.value] ?? '') : '';
  }

  wordAt(n: number): string {
    return this.peek(n) === K.IDENT ? (WORDS[this.tokens.value[this.at + n]] ?? '') : '';
  }

  /** It is a name, not a keyword. */
  get isName(): boolean {
    return this.kind === K.IDENT && !WORDS[this.value];
  }

  isNameAt(n: number): boolean {
    return this.peek(n) === K.IDENT && !WORDS[this.tokens.value[this.at + n]];
  }

  text(token = this.at): string {
    return names.text(this.tokens.value[token]);
  }

  accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  acceptWord(word: string): boolean {
    if (this.word !== word) return false;
    this.advance();
    return true;
  }

  /** Takes a token that must be there; else says what was expected and where, and goes on as if it were. */
  expect(kind: number, after = ''): boolean {
    if (this.kind === kind) {
      this.advance();
      return true;
    }
    const wanted = K.punctuator(kind);
    this.expected(`'${wanted}'`, after, wanted);
    return false;
  }

  /** A syntax error at the current token, or after the one before when a separator is missing there. */
  expected(what: string, after = '', insert?: string): void {
    const message = `expected ${what}${after ? ` ${after}` : ''}`;
    if (this.at === this.lastError) return;
    this.lastError = this.at;
    if (insert && (insert === ';' || insert === ')' || insert === ',' || insert === ']') && this.at > 0) {
      const previous = this.at - 1;
      this.diagnostics.error(this.after(previous), message, {
        fix: { where: whereToken(this.tokens, previous), text: insert, at: 'after' },
      });
      return;
    }
    this.error(this.at, this.kind === K.EOF ? `${message} before the end of the file` : message);
  }

  /** The place just behind a token. */
  private after(token: number): Where {
    const where = whereToken(this.tokens, token);
    return { location: where.location + where.length, expansion: where.expansion, length: 1 };
  }

  syntaxError(message: string, details?: Details): void {
    if (this.at === this.lastError) return;
    this.lastError = this.at;
    this.error(this.at, message, details);
  }

  /** Closes what was opened at `open`. */
  close(kind: number, open: number): number {
    if (this.kind === kind) return this.advance();
    const pair = this.text(open);
    if (this.at !== this.lastError) {
      this.lastError = this.at;
      const previous = this.at - 1;
      const insert = K.punctuator(kind);
      this.diagnostics.error(
        this.kind === K.EOF ? whereToken(this.tokens, this.at) : this.after(previous),
        `expected '${insert}'`,
        {
          notes: [this.note(open, `to match this '${pair}'`)],
          fix: { where: whereToken(this.tokens, previous), text: insert, at: 'after' },
        },
      );
    }
    return this.at - 1;
  }

  /** Runs a part of the grammar one bracket deeper. */
  bracketed<T>(parse: () => T): T {
    if (++this.brackets > BRACKET_LIMIT)
      this.diagnostics.fatal(
        whereToken(this.tokens, this.at),
        `bracket nesting level exceeded maximum of ${BRACKET_LIMIT}`,
      );
    const result = parse();
    this.brackets--;
    return result;
  }

  deeper(): void {
    if (++this.nesting > NESTING_LIMIT)
      this.diagnostics.fatal(whereToken(this.tokens, this.at), `nested more than ${NESTING_LIMIT} deep`);
  }

  shallower(): void {
    this.nesting--;
  }

  tooLong(token: number): never {
    this.diagnostics.fatal(whereToken(this.tokens, token), 'this is too long to be compiled');
  }

  /** Statements that compute the sizes of variable-length arrays declared since the last call. */
  flushVlas(): Stmt[] {
    if (this.pendingVlas.length === 0) return [];
    const items = this.pendingVlas.map(({ size, value, at }): Stmt => ({ kind: 'vla', at, size, value }));
    this.pendingVlas = [];
    return items;
  }

  /** Skips to one of the kinds, past balanced brackets; stops before it, or before a `}` or the end. */
  skipTo(...kinds: number[]): void {
    let depth = 0;
    while (this.kind !== K.EOF) {
      if (depth === 0 && kinds.includes(this.kind)) return;
      if (this.kind === K.L_PAREN || this.kind === K.L_BRACE || this.kind === K.L_BRACKET) depth++;
      else if (this.kind === K.R_PAREN || this.kind === K.R_BRACE || this.kind === K.R_BRACKET) {
        if (depth === 0) {
          if (this.kind === K.R_BRACE) return;
        } else depth--;
      }
      this.advance();
    }
  }

  /** The current token begins a type name: a keyword of types, or a typedef's name. */
  startsType(n = 0): boolean {
    const word = this.wordAt(n);
    if (word)
      return (
        TYPE_WORDS.has(word) ||
        word === '__attribute__' ||
        (word === '__extension__' && this.startsType(n + 1))
      );
    return this.peek(n) === K.IDENT && this.isTypedefName(this.tokens.value[this.at + n]);
  }

  isTypedefName(name: number): boolean {
    return this.scopes.ordinary.get(name)?.kind === 'typedef';
  }

  startsAttributes(n = 0): boolean {
    return (
      this.wordAt(n) === '__attribute__' || (this.peek(n) === K.L_BRACKET && this.peek(n + 1) === K.L_BRACKET)
    );
  }

  /** The first token behind attributes that begin here, counted from the current one. */
  private behindAttributes(): number {
    let n = 0;
    while (this.startsAttributes(n)) {
      if (this.wordAt(n)) n++;
      let depth = 0;
      do {
        const kind = this.peek(n++);
        if (kind === K.L_PAREN || kind === K.L_BRACKET) depth++;
        else if (kind === K.R_PAREN || kind === K.R_BRACKET) depth--;
      } while (depth > 0 && this.peek(n) !== K.EOF);
    }
    return n;
  }

  startsDeclaration(): boolean {
    const { word } = this;
    if (this.startsAttributes()) {
      const n = this.behindAttributes();
      return word
        ? this.peek(n) !== K.SEMICOLON
        : STORAGE_WORDS.has(this.wordAt(n) ?? '') || this.startsType(n);
    }
    if (word) {
      if (word === '__extension__') {
        let n = 1;
        while (this.wordAt(n) === '__extension__') n++;
        const next = this.wordAt(n);
        return next ? TYPE_WORDS.has(next) || STORAGE_WORDS.has(next) : this.startsType(n);
      }
      return TYPE_WORDS.has(word) || STORAGE_WORDS.has(word);
    }
    return this.kind === K.IDENT && this.isTypedefName(this.value) && this.peek() !== K.COLON;
  }
}
