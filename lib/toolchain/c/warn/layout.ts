import type { Stmt } from '../ast';
import type { Parser } from '../parse/parser';
import * as K from '../pp/kinds';

/** What the layout of the source says against its meaning. */

const column = (p: Parser, token: number) => p.tokens.place(token).column;
const startsLine = (p: Parser, token: number) => (p.tokens.flags[token] & K.LINE_START) !== 0;
const written = (p: Parser, token: number) => p.tokens.expansion[token] === 0;

/** `if (x);`, and a loop with nothing in it before a statement that is indented as if it were its body. */
export function checkEmptyBody(p: Parser, of: string, keyword: number): void {
  if (p.kind !== K.SEMICOLON || !written(p, p.at)) return;
  const next = p.at + 1;
  if (p.tokens.kind[next] === K.L_BRACE) {
    p.warn('empty-body', p.at, `'${of}' has an empty body; the block that follows does not belong to it`);
    return;
  }
  const indented =
    startsLine(p, next) && p.tokens.kind[next] !== K.R_BRACE && column(p, next) > column(p, keyword);
  if (of === 'if' && p.wordAt(1) === 'else') return;
  if (indented)
    p.warn(
      'empty-body',
      p.at,
      `'${of}' has an empty body; the statement that follows does not belong to it`,
      {
        hint: "take the ';' away",
      },
    );
  else if (of === 'if') p.warn('empty-body', p.at, "'if' has an empty body");
}

/** A second statement that is indented like the body before it, which has no braces. The parser stands behind the body. */
export function checkIndentation(p: Parser, of: string, keyword: number, first: number, made: Stmt): void {
  if (made.kind === 'block' || made.kind === 'empty' || p.kind === K.R_BRACE || p.kind === K.EOF) return;
  const next = p.at;
  if (!written(p, next) || !written(p, first) || !startsLine(p, first) || !startsLine(p, next)) return;
  if (p.word === 'else' || p.word === 'case' || p.word === 'default' || p.peek() === K.COLON) return;
  if (column(p, next) !== column(p, first) || column(p, first) <= column(p, keyword)) return;
  p.warn(
    'misleading-indentation',
    next,
    `this statement is indented as if the '${of}' guarded it, which it does not`,
    {
      hint: 'put braces around both',
    },
  );
}

/** A statement right behind a jump. */
export function checkReached(p: Parser, before: Stmt | undefined): void {
  if (!before || !['return', 'break', 'continue', 'goto'].includes(before.kind)) return;
  if (p.kind === K.SEMICOLON || p.kind === K.L_BRACE || !written(p, p.at)) return;
  if (p.kind === K.IDENT && (p.peek() === K.COLON || /^(case|default|break)$/.test(p.word))) return;
  if (p.startsDeclaration()) return;
  p.warn('unreachable-code', p.at, `this statement is never reached: '${before.kind}' comes before it`);
}
