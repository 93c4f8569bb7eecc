import type { AsmError } from './error';
import { AsmError as Mistake } from './error';
import type { Expr } from './expr';
import type { Place } from './section';
import type { Statement } from './source';

/** Where something stands in the source, for diagnostics that come when the statement is long done. */
export interface SourceSpan {
  statement: Statement;
  start: number;
  end: number;
}

/** A symbol: undefined, a label, equal to an expression, or common. */
export class Sym {
  place?: Place;
  equate?: Expr;
  /** `.equiv`: it keeps the value it has. */
  settled = false;
  /** The symbol that this one is just another name of, whose size and type it then has too. */
  alias?: Sym;
  common?: { size: number; alignment: number };
  binding: 'local' | 'global' | 'weak' = 'local';
  /** `@gnu_unique_object`: one in a whole process. */
  unique = false;
  type: 'notype' | 'func' | 'object' | 'tls' | 'ifunc' | 'common' = 'notype';
  size?: { expr: Expr; span: SourceSpan };
  visibility: 0 | 1 | 2 | 3 = 0;
  /** First use, for the message when it stays undefined. */
  usedAt?: SourceSpan;
  /** Made by the assembler or named `.L`: kept out of the symbol table. */
  readonly temporary: boolean;

  constructor(
    readonly name: string,
    temporary = false,
  ) {
    this.temporary = temporary || name.startsWith('.L');
  }

  get defined(): boolean {
    return this.place !== undefined || this.equate !== undefined || this.common !== undefined;
  }
}

/** All symbols of a source, and the instances of its numeric labels (`1:`, `1b`, `1f`). */
export class SymbolTable {
  private readonly symbols = new Map<string, Sym>();
  private readonly latest = new Map<number, Sym>();
  private readonly pending = new Map<number, Sym>();

  get(name: string): Sym | undefined {
    return this.symbols.get(name);
  }

  /** The symbol of that name, made when it is new. */
  named(name: string): Sym {
    let symbol = this.symbols.get(name);
    if (!symbol) this.symbols.set(name, (symbol = new Sym(name)));
    return symbol;
  }

  values(): IterableIterator<Sym> {
    return this.symbols.values();
  }

  names(): string[] {
    return [...this.symbols.keys()];
  }

  /** The symbol of that name, to be defined. After `.set` to a number it is a new one: who used it means the number. */
  renewed(name: string): Sym {
    const symbol = this.named(name);
    if (symbol.equate?.op !== 'number' || symbol.settled) return symbol;
    const { binding, unique, type, size, visibility, usedAt } = symbol;
    const fresh = Object.assign(new Sym(name), { binding, unique, type, size, visibility, usedAt });
    this.symbols.set(name, fresh);
    return fresh;
  }

  /** Defines a label here. */
  define(name: string, place: Place): void {
    const symbol = this.renewed(name);
    if (symbol.defined) throw alreadyDefined(name);
    symbol.place = place;
  }

  /** Defines the next instance of a numeric label. */
  defineNumeric(number: number, place: Place): void {
    const symbol = this.pending.get(number) ?? new Sym(`${number}f`, true);
    this.pending.delete(number);
    symbol.place = place;
    this.latest.set(number, symbol);
  }

  /** `1b`: the last instance, if there was one. */
  backward(number: number): Sym | undefined {
    return this.latest.get(number);
  }

  /** `1f`: the next instance. */
  forward(number: number): Sym {
    let symbol = this.pending.get(number);
    if (!symbol) this.pending.set(number, (symbol = new Sym(`${number}f`, true)));
    return symbol;
  }
}

export function alreadyDefined(name: string): AsmError {
  return new Mistake(`symbol '${name}' is already defined`);
}
