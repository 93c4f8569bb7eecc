/**
 * `.altmacro`, the other syntax of macros: parameters are known by their bare names, in strings too; `%` before an
 * argument takes an expression's value, `<` and `>` around one keep it together, with `!` before characters that mean
 * themselves; `LOCAL` gives names that are new in each expansion. GNU as, "Altmacro".
 */
import { AsmError } from './error';
import type { Scanner } from './scanner';
import type { Statement } from './source';

const LOCAL = /^\s*LOCAL\b\s*/i;

/** What the assembler lends to it. */
export interface AltContext {
  /** The value of the expression at the scanner. */
  value(scanner: Scanner): bigint;
  /** A number that no local name has had. */
  fresh(): number;
}

/** An argument that is not plain text: `%expression` or `<text>`; undefined for one that is. */
export function altArgument(scanner: Scanner, context: AltContext): string | undefined {
  scanner.skipBlanks();
  if (scanner.take('%')) return String(context.value(scanner));
  const { text } = scanner;
  if (text[scanner.pos] !== '<') return undefined;
  let value = '';
  let depth = 1;
  let at = scanner.pos + 1;
  for (; at < text.length; at++) {
    const ch = text[at];
    if (ch === '!' && at + 1 < text.length) {
      value += text[++at];
      continue;
    }
    if (ch === '<') depth++;
    if (ch === '>' && --depth === 0) break;
    value += ch;
  }
  if (depth > 0) throw scanner.error("the argument has no closing '>'");
  scanner.pos = at + 1;
  return value;
}

/** The body's statements without LOCAL, whose names get values of their own. */
export function takeLocals(body: readonly Statement[], values: Map<string, string>, context: AltContext) {
  return body.filter(({ text }) => {
    const head = LOCAL.exec(text);
    if (!head) return true;
    for (const name of text
      .slice(head[0].length)
      .split(/[\s,]+/)
      .filter(Boolean)) {
      if (values.has(name)) throw new AsmError(`'${name}' is a parameter already`);
      values.set(name, `.LL${context.fresh().toString(16).padStart(4, '0')}`);
    }
    return false;
  });
}

/** Parameters by their bare names, an `&` on either side taken away. */
export function replaceBare(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/&?([A-Za-z_.$][\w.$]*)&?/g, (whole, name) => values.get(name) ?? whole);
}
