import * as K from './kinds';
import { lex } from './lexer';
import { type Macro, type Piece, type Token, tokenWhere } from './macro';
import { names } from './names';
import type { Preprocessor } from './preprocessor';

/** Tokens to read before those of the file: what a macro became, or an argument that is expanded by itself. */
interface Context {
  tokens: Token[];
  at: number;
  macro?: Macro;
  /** Reading stops here: the end of an argument or of a directive's line. */
  barrier: boolean;
}

const END: Token = { kind: K.EOF, value: 0, location: 0, expansion: 0, flags: 0 };
const DEFINED = names.id('defined');
const QUERIES = new Set(
  [
    '__has_include',
    '__has_include_next',
    '__has_attribute',
    '__has_builtin',
    '__has_c_attribute',
    '__has_cpp_attribute',
  ].map((name) => names.id(name)),
);

/** Arguments within arguments; deeper would exhaust the stack of this program. */
const DEPTH_LIMIT = 400;
/** Tokens that macros may make in one unit. */
const GROWTH_LIMIT = 3_000_000;

/**
 * Macro expansion, C11 6.10.3, in the way gcc does it: a macro is disabled while the tokens it became are read, and a
 * disabled macro's name that is met then stays a name for good.
 */
export class Expander {
  private readonly contexts: Context[] = [];
  private depth = 0;
  private made = 0;
  /** Location of the macro name in the file that all this comes from. */
  invocation = 0;
  /** In #if: `defined X` and the __has_ family keep their operands unexpanded. */
  private inCondition = false;

  constructor(private readonly pp: Preprocessor) {}

  get idle(): boolean {
    return this.contexts.length === 0;
  }

  /** The next token with macros not replaced; EOF at a barrier. */
  raw(): Token {
    for (;;) {
      const top = this.contexts.at(-1);
      if (!top) return this.pp.fileToken();
      if (top.at < top.tokens.length) return top.tokens[top.at++];
      if (top.barrier) return END;
      this.pop();
    }
  }

  /** The next token after replacement. */
  next(): Token {
    for (;;) {
      let token = this.raw();
      if (token.kind !== K.IDENT || token.flags & K.NO_EXPAND) return token;
      const macro = this.pp.macros[token.value];
      if (!macro) return token;
      if (macro.disabled) {
        token = { ...token, flags: token.flags | K.NO_EXPAND };
        return token;
      }
      if (!this.enter(macro, token)) return token;
    }
  }

  /** Puts a token back in front of all others. */
  unread(token: Token): void {
    this.contexts.push({ tokens: [token], at: 0, barrier: false });
  }

  /** All of a list, replaced by itself. */
  expandList(tokens: Token[], inCondition = false): Token[] {
    if (++this.depth > DEPTH_LIMIT)
      this.pp.fatal(tokens[0], `macro arguments are nested more than ${DEPTH_LIMIT} deep`);
    const before = this.inCondition;
    this.inCondition = inCondition;
    this.contexts.push({ tokens, at: 0, barrier: true });
    const out: Token[] = [];
    for (;;) {
      const token = this.next();
      if (token.kind === K.EOF) break;
      out.push(token);
      if (inCondition && token.kind === K.IDENT) this.keepOperand(token, out);
    }
    this.contexts.pop();
    this.inCondition = before;
    this.depth--;
    return out;
  }

  /** Replaces a macro's name: what it becomes is read next. False when a function-like one has no arguments here. */
  enter(macro: Macro, name: Token): boolean {
    if (this.contexts.length === 0) this.invocation = name.location;
    if (macro.builtin) {
      this.unread(
        this.pp.builtin(macro.builtin, name, this.contexts.length > 0 ? this.invocation : name.location),
      );
      return true;
    }
    if (!macro.parameters && macro.body.length === 0) return true;
    let args: Token[][] = [];
    if (macro.parameters) {
      if (!this.parenthesisNext()) return false;
      const collected = this.collect(macro, name);
      if (!collected) return true;
      args = collected;
    }
    const expansion = this.pp.sources.expand(names.text(name.value), name.location, name.expansion);
    const tokens = this.substitute(macro.body, args, macro, expansion);
    this.made += tokens.length;
    if (this.made > GROWTH_LIMIT) this.pp.fatal(name, 'macros expand to too many tokens; stopping now');
    if (tokens.length > 0) {
      const spacing = name.flags & (K.SPACE | K.LINE_START);
      tokens[0] = { ...tokens[0], flags: (tokens[0].flags & ~(K.SPACE | K.LINE_START)) | spacing };
    }
    macro.disabled = true;
    this.contexts.push({ tokens, at: 0, macro, barrier: false });
    return true;
  }

  private pop(): void {
    const done = this.contexts.pop();
    if (done?.macro) done.macro.disabled = false;
  }

  private keepOperand(operator: Token, out: Token[]): void {
    if (operator.value === DEFINED) {
      let token = this.raw();
      if (token.kind === K.L_PAREN) {
        out.push(token);
        token = this.raw();
      }
      if (token.kind !== K.EOF) out.push(token);
    } else if (QUERIES.has(operator.value)) {
      for (let depth = 0; ; ) {
        const token = this.raw();
        if (token.kind === K.EOF) return;
        out.push(token);
        if (token.kind === K.L_PAREN) depth++;
        else if (token.kind === K.R_PAREN && --depth <= 0) return;
      }
    }
  }

  private parenthesisNext(): boolean {
    for (;;) {
      const top = this.contexts.at(-1);
      if (!top) return this.pp.parenthesisNext();
      if (top.at < top.tokens.length) return top.tokens[top.at].kind === K.L_PAREN;
      if (top.barrier) return false;
      this.pop();
    }
  }

  /** Arguments between the parentheses, unexpanded; undefined when they do not fit, which has been said. */
  private collect(macro: Macro, name: Token): Token[][] | undefined {
    const wanted = macro.parameters?.length ?? 0;
    this.pp.collecting++;
    this.raw();
    const args: Token[][] = [];
    let current: Token[] = [];
    let parens = 0;
    let ended = false;
    while (!ended) {
      let token = this.raw();
      if (token.kind === K.EOF) {
        this.pp.collecting--;
        this.pp.error(name, `unterminated argument list invoking macro '${names.text(name.value)}'`);
        return undefined;
      }
      if (token.kind === K.L_PAREN) parens++;
      else if (token.kind === K.R_PAREN && parens-- === 0) {
        ended = true;
        break;
      } else if (token.kind === K.COMMA && parens === 0 && !(macro.variadic && args.length === wanted - 1)) {
        args.push(current);
        current = [];
        continue;
      } else if (token.kind === K.IDENT && this.pp.macros[token.value]?.disabled)
        token = { ...token, flags: token.flags | K.NO_EXPAND };
      current.push(token);
    }
    this.pp.collecting--;
    args.push(current);
    if (wanted === 0 && args.length === 1 && current.length === 0) return [];
    // The variadic argument may be missing altogether.
    if (macro.variadic && args.length === wanted - 1) args.push([]);
    if (args.length === wanted) return args;
    const text = names.text(name.value);
    this.pp.error(
      name,
      args.length < wanted
        ? `macro '${text}' requires ${wanted} argument${wanted === 1 ? '' : 's'}, but only ${args.length} given`
        : `macro '${text}' passed ${args.length} arguments, but takes just ${wanted}`,
      macro.location,
      `macro '${text}' defined here`,
    );
    return undefined;
  }

  private substitute(body: Piece[], args: Token[][], macro: Macro, expansion: number): Token[] {
    const expanded: Token[][] = [];
    const out: Token[] = [];
    const last = (macro.parameters?.length ?? 0) - 1;
    const expandedArgument = (n: number) => (expanded[n] ??= this.expandList(args[n]));

    const run = (pieces: Piece[]) => {
      let pasting = false;
      for (let i = 0; i < pieces.length; i++) {
        const piece = pieces[i];
        const found: Token[] = [];
        if (piece.optional) {
          if (expandedArgument(last).length > 0) {
            const start = out.length;
            // A group is substituted by itself, then pasted as a whole.
            run(piece.optional);
            found.push(...out.splice(start));
            if (found.length > 0) {
              const spacing = piece.token.flags & K.SPACE;
              found[0] = { ...found[0], flags: (found[0].flags & ~K.SPACE) | spacing };
            }
          }
        } else if (piece.stringify) found.push(this.stringify(args[piece.parameter], piece.token, expansion));
        else if (piece.parameter >= 0) {
          const argument = piece.paste || pasting ? args[piece.parameter] : expandedArgument(piece.parameter);
          for (const token of argument) found.push(token);
          if (found.length > 0) {
            const spacing = piece.token.flags & K.SPACE;
            found[0] = { ...found[0], flags: (found[0].flags & ~(K.SPACE | K.LINE_START)) | spacing };
          }
        } else {
          const { kind, value, location, flags } = piece.token;
          found.push({ kind, value, location, expansion, flags: flags & ~K.LINE_START });
        }
        const comma = out.at(-1);
        if (
          pasting &&
          piece.parameter === last &&
          macro.variadic &&
          comma?.kind === K.COMMA &&
          !piece.stringify
        ) {
          // GNU: `, ## __VA_ARGS__` loses the comma when there are no arguments, and pastes nothing.
          if (args[last].length === 0) out.pop();
          out.push(...found);
          pasting = piece.paste;
          continue;
        }
        if (found.length === 0 && (piece.paste || pasting))
          found.push({ ...piece.token, kind: K.PLACEMARKER, value: 0, expansion });
        if (pasting && out.length > 0 && found.length > 0) {
          const left = out.pop() as Token;
          out.push(...this.paste(left, found[0], expansion));
          for (let n = 1; n < found.length; n++) out.push(found[n]);
        } else for (const token of found) out.push(token);
        pasting = piece.paste;
      }
    };
    run(body);
    return out.filter((token) => token.kind !== K.PLACEMARKER);
  }

  private stringify(argument: Token[], hash: Token, expansion: number): Token {
    let text = '';
    argument.forEach((token, i) => {
      if (i > 0 && token.flags & (K.SPACE | K.LINE_START)) text += ' ';
      const spelling = names.text(token.value);
      text +=
        token.kind === K.STRING || token.kind === K.CHAR ? spelling.replace(/[\\"]/g, '\\$&') : spelling;
    });
    // A lone backslash at the end would escape the closing quote.
    const trailing = /\\*$/.exec(text)?.[0].length ?? 0;
    if (trailing % 2 === 1) {
      this.pp.warn('', hash, 'invalid string constant: the final backslash is ignored');
      text = text.slice(0, -1);
    }
    return {
      kind: K.STRING,
      value: names.id(`"${text.replace(/\n/g, '\\n')}"`),
      location: hash.location,
      expansion,
      flags: hash.flags & K.SPACE,
    };
  }

  private paste(left: Token, right: Token, expansion: number): Token[] {
    if (left.kind === K.PLACEMARKER) return [{ ...right, flags: left.flags & K.SPACE }];
    if (right.kind === K.PLACEMARKER) return [left];
    const text = names.text(left.value) + names.text(right.value);
    const pasted = this.pasted(text);
    if (!pasted) {
      this.pp.error(
        { ...left, expansion },
        `pasting "${names.text(left.value)}" and "${names.text(right.value)}" does not give a valid preprocessing token`,
      );
      return [left, right];
    }
    return [{ ...pasted, location: left.location, expansion, flags: left.flags & K.SPACE }];
  }

  private pasted(text: string): { kind: number; value: number } | undefined {
    const lexed = lex('', text);
    return lexed.count === 1 && lexed.problems.length === 0
      ? { kind: lexed.kind[0], value: lexed.value[0] }
      : undefined;
  }
}

export { tokenWhere };
