/*
 * Observable's older notebooks are written in a language of their own: a cell is `name = expression`, with `viewof` for an
 * input's element and value, and `mutable` for a value that others may set. Here it is as plain JavaScript.
 */

const NAME = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
const DEFINITION = new RegExp(`^(?:(viewof|mutable)\\s+)?(${NAME})\\s*=(?![=>])\\s*`, 'u');
const REFERENCE = new RegExp(`\\b(viewof|mutable)\\s+(${NAME})`, 'gu');

/** A cell of that language as JavaScript; what is JavaScript already stays as it is. */
export function fromObservable(source: string): string {
  const text = source.trim();
  const [head, kind, name] = DEFINITION.exec(text) ?? [];
  if (head === undefined) return block(references(text)) ?? references(text);
  const rest = references(text.slice(head.length)).replace(/;\s*$/, '');
  const value = block(rest) ?? rest;
  if (kind === 'viewof') return `const ${name} = view(${value});`;
  return `const ${name} = ${kind === 'mutable' ? `Mutable(${value})` : value};`;
}

/** An input's element has no name of its own here, and a mutable's value is set by its `value`. */
const references = (text: string): string =>
  text.replace(REFERENCE, (_, kind: string, name: string) => (kind === 'mutable' ? `${name}.value` : name));

/** Statements in braces, which give the cell's value by `return` or `yield`, as an expression; undefined for anything else. */
function block(text: string): string | undefined {
  if (!/^\{[\s\S]*\}$/.test(text) || !/\b(return|yield)\b/.test(text)) return undefined;
  const star = /\byield\b/.test(text) ? '*' : '';
  return `(async function${star} () ${text})()`;
}
