import type { Visibility } from '../ast';
import * as K from '../pp/kinds';
import type { Token } from '../pp/macro';
import { names } from '../pp/names';
import type { Pragma } from '../pp/pragma';
import type { Context } from '../sema/context';

/** What pragmas have set, at the token the parser has come to. */
export class PragmaState {
  private next = 0;
  private packing = 0;
  private readonly packStack: { name: string; pack: number }[] = [];
  private readonly visibilities: Visibility[] = [];
  /** `#pragma weak name` and `weak name = target`; `redefine_extname`. Applied when the unit ends. */
  readonly weak: { name: string; target: string | undefined; at: number }[] = [];
  readonly renamed = new Map<string, string>();

  constructor(
    private readonly cx: Context,
    private readonly pragmas: Pragma[],
  ) {}

  /** `#pragma pack`: the limit on alignments, 0 for none. */
  pack(token: number): number {
    this.upTo(token);
    return this.packing;
  }

  visibility(token: number): Visibility | undefined {
    this.upTo(token);
    return this.visibilities.at(-1);
  }

  /** Takes in all pragmas that stand before a token. */
  upTo(token: number): void {
    while (this.next < this.pragmas.length && this.pragmas[this.next].before <= token)
      this.apply(this.pragmas[this.next++]);
  }

  private apply(pragma: Pragma): void {
    const words = pragma.tokens.map((t) => names.text(t.value));
    const [first, second] = words;
    if (first === 'pack') this.applyPack(pragma, pragma.tokens.slice(1));
    else if (first === 'weak' && second) {
      this.weak.push({ name: second, target: words[2] === '=' ? words[3] : undefined, at: pragma.before });
    } else if (first === 'redefine_extname' && words[2]) this.renamed.set(second, words[2]);
    else if (first === 'GCC' && second === 'visibility') {
      if (words[2] === 'push') this.visibilities.push((words[4] as Visibility) ?? 'default');
      else this.visibilities.pop();
    } else if (first === 'scalar_storage_order' && second !== 'default') {
      const place = { location: pragma.location, expansion: 0, length: 6 };
      this.cx.diagnostics.error(place, "'#pragma scalar_storage_order' is not supported");
    } else if (!KNOWN.has(first) && !(first === 'GCC' && KNOWN_GCC.has(second))) {
      this.cx.diagnostics.warn(
        'unknown-pragmas',
        { location: pragma.location, expansion: 0, length: 6 },
        `ignoring '#pragma ${[first, second].filter(Boolean).join(' ')}'`,
      );
    }
  }

  /** pack(n), pack(), pack(push), pack(push, n), pack(push, name, n), pack(pop), pack(pop, name). */
  private applyPack(pragma: Pragma, tokens: Token[]): void {
    const inside = tokens
      .filter((t) => t.kind === K.IDENT || t.kind === K.NUMBER)
      .map((t) => names.text(t.value));
    const verb = inside[0] === 'push' || inside[0] === 'pop' ? inside.shift() : undefined;
    const name = inside[0] && !/^\d/.test(inside[0]) ? (inside.shift() ?? '') : '';
    const number = inside[0] ? Number(inside[0]) : undefined;
    if (number !== undefined && ![0, 1, 2, 4, 8, 16].includes(number)) {
      this.cx.diagnostics.warn(
        'pragmas',
        { location: pragma.location, expansion: 0, length: 6 },
        `alignment must be a small power of two, not ${inside[0]}`,
      );
      return;
    }
    if (verb === 'push') this.packStack.push({ name, pack: this.packing });
    else if (verb === 'pop') {
      let found = this.packStack.pop();
      while (found && name && found.name !== name) found = this.packStack.pop();
      this.packing = found?.pack ?? 0;
    }
    if (number !== undefined) this.packing = number;
    else if (!verb) this.packing = 0;
  }
}

const KNOWN = new Set([
  'STDC',
  'omp',
  'comment',
  'region',
  'endregion',
  'intrinsic',
  'ident',
  'clang',
  undefined,
]);
const KNOWN_GCC = new Set([
  'push_options',
  'pop_options',
  'optimize',
  'target',
  'reset_options',
  'ivdep',
  'unroll',
  'pch_preprocess',
]);
