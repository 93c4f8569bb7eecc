import type { Expr, FunctionSymbol, Label, StringLiteral, SwitchStmt, Unit, Variable } from '../ast';
import { type Details, type Diagnostics, whereToken, whereTokens } from '../diagnose/diagnostics';
import { names } from '../pp/names';
import type { Pragma } from '../pp/pragma';
import type { Tokens } from '../pp/tokens';
import type { DataModel } from '../target';
import type { CType, RecordType } from '../types';
import { Scopes } from './scope';
import { Types } from './type';

/** The function whose body is being read. */
export interface FunctionState {
  symbol: FunctionSymbol;
  /** The function it is nested in. */
  outer: FunctionState | undefined;
  locals: Variable[];
  labels: Map<number, LabelState>;
  allLabels: Label[];
  movesStack: boolean;
  /** Counts block statics of a name. */
  nesting: { switches: SwitchState[]; loops: number; breakable: number };
  jumps: Jump[];
  /** `__func__`, once it is used. */
  names: Map<string, Variable>;
  params: Variable[];
}

/** What a function's attributes say about its calls. */
export interface FunctionFacts {
  format?: { family: string; text: number; first: number };
  /** The result must not be dropped; the message of `nodiscard`. */
  mustUse?: string;
  /** Numbers of arguments that must not be null, from 1; empty for all. */
  nonnull?: number[];
  /** A call is an error or a warning by itself. */
  error?: string;
  warning?: string;
  /** Every declaration so far said inline and none extern. */
  onlyInline: boolean;
  gnuInline: boolean;
}

export interface LabelState {
  label: Label;
  defined: boolean;
  used: boolean;
  /** Declared by __label__: belongs to a block. */
  local: boolean;
  /** What is in scope where it stands. */
  sized?: SizedName;
}

/** A name of variable size or that points to such, and those declared before it whose scope goes on. */
export interface SizedName {
  name: string;
  at: number;
  before: SizedName | undefined;
}

/** A goto, and what is in scope where it stands. */
export interface Jump {
  at: number;
  state: LabelState;
  sized: SizedName | undefined;
}

export interface SwitchState {
  statement: SwitchStmt;
  type: CType;
  hasDefault: boolean;
  /** What is in scope at the switch. */
  sized: SizedName | undefined;
  /** Single values so far, each with its token. */
  values: Map<bigint, number>;
}

/** What all of the analysis shares: tokens, scopes, types, the unit that is being made, and a way to complain. */
export class Context {
  readonly scopes = new Scopes();
  readonly types: Types;
  readonly unit: Unit;
  func: FunctionState | undefined;
  /** Objects and functions with linkage, wherever they were declared. */
  readonly externals = new Map<number, Variable | FunctionSymbol>();
  /** In sizeof, typeof and the like: names are looked at but not used. */
  unevaluated = 0;
  /** What attributes say of functions that only warnings ask for. */
  readonly facts = new WeakMap<FunctionSymbol, FunctionFacts>();
  /** Parameters that were declared as arrays. */
  readonly arrayParameters = new WeakSet<Variable>();
  /** The operands of sizeof expressions that are constants now. */
  readonly sizeofOperand = new WeakMap<Expr, Expr>();
  /** Told of every member that is named, whether it is there or not: for editors. */
  onMember?: (of: RecordType, name: string) => void;
  /** Elements right behind an array, and how to say that one is not there. */
  readonly justPast = new Map<Expr, () => void>();
  /** Expressions that were written between parentheses. */
  readonly parenthesised = new WeakSet<Expr>();
  private readonly literals = new Map<string, StringLiteral>();
  private statics = 0;

  constructor(
    readonly tokens: Tokens,
    readonly diagnostics: Diagnostics,
    readonly pragmas: Pragma[],
    readonly model: DataModel,
  ) {
    this.types = new Types(model);
    this.unit = {
      tokens,
      variables: [],
      functions: [],
      strings: [],
      asms: [],
      records: [],
      typedefs: [],
    };
  }

  error(token: number, message: string, details?: Details): void {
    this.diagnostics.error(whereToken(this.tokens, token), message, details);
  }

  warn(option: string, token: number, message: string, details?: Details): void {
    this.diagnostics.warn(option, whereToken(this.tokens, token), message, details);
  }

  /** An error at an expression: the caret at its operator, all of it underlined. */
  errorAt(expr: Expr, message: string, details: Details = {}): void {
    const ranges = [whereTokens(this.tokens, expr.from, expr.to)];
    this.diagnostics.error(whereToken(this.tokens, expr.at), message, { ranges, ...details });
  }

  warnAt(option: string, expr: Expr, message: string, details: Details = {}): void {
    const ranges = [whereTokens(this.tokens, expr.from, expr.to)];
    this.diagnostics.warn(option, whereToken(this.tokens, expr.at), message, { ranges, ...details });
  }

  /** A note that points at a token. */
  note(token: number, message: string): NonNullable<Details['notes']>[number] {
    return { where: whereToken(this.tokens, token), message };
  }

  /** The literal with these bytes; equal ones are one. */
  literal(bytes: Uint8Array, unit: number): StringLiteral {
    let key = `${unit}:`;
    for (let i = 0; i < bytes.length; i += 4096) key += String.fromCharCode(...bytes.subarray(i, i + 4096));
    const known = this.literals.get(key);
    if (known) return known;
    const literal: StringLiteral = { kind: 'literal', id: this.unit.strings.length, bytes, unit };
    this.unit.strings.push(literal);
    this.literals.set(key, literal);
    return literal;
  }

  /** The label of a name in the function, made when it is first mentioned. */
  labelNamed(name: number, at: number): LabelState {
    const { func } = this;
    if (!func) throw new Error('a label outside of a function');
    let state = func.labels.get(name);
    if (!state) {
      state = this.newLabel(name, at, false);
      func.labels.set(name, state);
    }
    return state;
  }

  /** The label that a jump or `&&` means: of the function, or one that a function around it declares by `__label__`. */
  labelMeant(name: number, at: number): LabelState {
    if (!this.func?.labels.has(name))
      for (let around = this.func?.outer; around; around = around.outer) {
        const state = around.labels.get(name);
        if (state?.local) return state;
      }
    return this.labelNamed(name, at);
  }

  newLabel(name: number, at: number, local: boolean): LabelState {
    const { func } = this;
    if (!func) throw new Error('a label outside of a function');
    const label: Label = {
      kind: 'label',
      name: names.text(name),
      id: func.allLabels.length,
      at,
      addressTaken: false,
      func: func.symbol,
    };
    func.allLabels.push(label);
    return { label, defined: false, used: false, local };
  }

  /** A name for the assembler that no C name can have. */
  privateName(name: string): string {
    return `${name}.${this.statics++}`;
  }

  /** A variable that the source does not name. */
  hiddenVariable(name: string, type: CType, storage: 'auto' | 'static', at: number, align: number): Variable {
    const variable: Variable = {
      kind: 'variable',
      name,
      asmName: storage === 'static' ? this.privateName(name) : name,
      linkage: storage === 'static' ? 'internal' : 'none',
      weak: false,
      visibility: 'default',
      referenced: true,
      keep: false,
      unused: true,
      at,
      type,
      storage,
      align,
      threadLocal: false,
      defined: storage === 'static',
      tentative: false,
      addressTaken: false,
      hidden: true,
    };
    if (storage === 'static') this.unit.variables.push(variable);
    else this.func?.locals.push(variable);
    return variable;
  }
}
