import { AsmError } from './error';
import type { Statement } from './source';

/** Nested expansions beyond this are taken for a macro that calls itself without end. */
const MAX_DEPTH = 100;
/** Statements of all expansions together. */
const MAX_STATEMENTS = 300_000;

interface Input {
  statements: readonly Statement[];
  index: number;
  /** Conditionals open when a macro was entered; -1 for repeats. */
  conditionals: number;
}

/** Hands out statements: those of the source, and of macros and repeats while they are expanded. */
export class Reader {
  private readonly stack: Input[] = [];
  private handedOut = 0;

  constructor(source: readonly Statement[]) {
    this.stack.push({ statements: source, index: 0, conditionals: 0 });
  }

  next(): Statement | undefined {
    for (let input = this.stack.at(-1); input; input = this.stack.at(-1)) {
      if (input.index < input.statements.length) {
        if (++this.handedOut > MAX_STATEMENTS)
          throw new AsmError('macros and repeats expand to too many statements');
        return input.statements[input.index++];
      }
      if (this.stack.length === 1) return undefined;
      this.stack.pop();
    }
    return undefined;
  }

  /** Reads an expansion next. `conditionals` is how many `.if` are open around a macro's body. */
  enter(statements: readonly Statement[], conditionals = -1): void {
    if (this.stack.length >= MAX_DEPTH)
      throw new AsmError(
        'macros are nested too deeply',
        undefined,
        'a macro that calls itself needs an .if to end',
      );
    this.stack.push({ statements, index: 0, conditionals });
  }

  /** Leaves the innermost macro; answers how many conditionals were open around it, or undefined outside of macros. */
  exitMacro(): number | undefined {
    const at = this.stack.findLastIndex((input, i) => i > 0 && input.conditionals >= 0);
    if (at < 0) return undefined;
    const { conditionals } = this.stack[at];
    this.stack.length = at;
    return conditionals;
  }

  /** Takes the statements up to the directive that closes a block, which may hold blocks of its kind. */
  collect(opener: RegExp, closer: RegExp, what: string): Statement[] {
    const body: Statement[] = [];
    for (let depth = 1; ; ) {
      const statement = this.next();
      if (!statement) throw new AsmError(`'${what}' is never closed`);
      if (opener.test(statement.text)) depth++;
      else if (closer.test(statement.text) && --depth === 0) return body;
      body.push(statement);
    }
  }
}
