import { type AltContext, altArgument, replaceBare, takeLocals } from './altmacro';
import { AsmError } from './error';
import type { Scanner } from './scanner';
import { type Statement, splitStatements } from './source';

/** A parameter of a macro: `name`, `name=default`, `name:req`, `name:vararg`. */
interface Parameter {
  name: string;
  fallback: string;
  required: boolean;
  rest: boolean;
}

export interface Macro {
  name: string;
  parameters: Parameter[];
  body: Statement[];
}

/** Reads `name params` behind `.macro`. */
export function parseMacroHead(scanner: Scanner, body: Statement[]): Macro {
  const name = scanner.symbolName('the name of the macro');
  const parameters: Parameter[] = [];
  scanner.take(',');
  while (!scanner.atEnd) {
    const parameter: Parameter = {
      name: scanner.symbolName('a parameter'),
      fallback: '',
      required: false,
      rest: false,
    };
    if (scanner.take(':')) {
      const kind = scanner.symbolName("'req' or 'vararg'");
      if (kind !== 'req' && kind !== 'vararg')
        throw scanner.error(`a parameter is ':req' or ':vararg', not ':${kind}'`);
      parameter.required = kind === 'req';
      parameter.rest = kind === 'vararg';
    }
    if (scanner.take('=')) parameter.fallback = takeArgument(scanner, false);
    parameters.push(parameter);
    scanner.take(',');
  }
  return { name, parameters, body };
}

/** The statements that a call of `macro` stands for. */
export function expandMacro(
  macro: Macro,
  scanner: Scanner,
  call: Statement,
  count: number,
  alt?: AltContext,
): Statement[] {
  const values = new Map<string, string>();
  let position = 0;
  while (!scanner.atEnd) {
    const keyword = scanner.look(/[A-Za-z_.$][\w.$]*\s*=(?!=)/y);
    const named = keyword && macro.parameters.find((p) => p.name === keyword.slice(0, -1).trim());
    if (named) {
      scanner.match(/[A-Za-z_.$][\w.$]*\s*=/y);
      values.set(named.name, takeArgument(scanner, named.rest));
    } else {
      const parameter = macro.parameters[position++];
      if (!parameter)
        throw scanner.error(
          `macro '${macro.name}' takes ${macro.parameters.length} argument${macro.parameters.length === 1 ? '' : 's'}`,
        );
      const argument = (alt && altArgument(scanner, alt)) ?? takeArgument(scanner, parameter.rest);
      if (argument !== '') values.set(parameter.name, argument);
    }
    scanner.take(',');
  }
  for (const parameter of macro.parameters) {
    if (values.has(parameter.name)) continue;
    if (parameter.required) throw new AsmError(`macro '${macro.name}' needs a value for '${parameter.name}'`);
    values.set(parameter.name, parameter.fallback);
  }
  // A call inside of an expansion is at the outermost call.
  const lead = call.macro ? 0 : call.text.length - call.text.trimStart().length;
  const body = alt ? takeLocals(macro.body, values, alt) : macro.body;
  return substitute(body, values, count, alt !== undefined).map((s) => ({
    text: s.text,
    line: call.line,
    column: call.column + lead,
    macro: { name: macro.name, line: s.line },
  }));
}

/** `.irp name, a, b`: the body once for each value. `.irpc`: once for each character. */
export function expandEach(
  scanner: Scanner,
  body: Statement[],
  characters: boolean,
  count: number,
): Statement[] {
  const name = scanner.symbolName('a parameter');
  scanner.take(',');
  const values: string[] = [];
  if (characters) {
    const text =
      scanner.peek() === '"'
        ? new TextDecoder().decode(scanner.string())
        : scanner.text.slice(scanner.pos).trim();
    values.push(...text);
  } else {
    while (!scanner.atEnd) {
      values.push(takeArgument(scanner, false));
      scanner.take(',');
    }
  }
  if (values.length === 0) values.push('');
  return values.flatMap((value) => substitute(body, new Map([[name, value]]), count));
}

/** Text that one statement may expand to. */
const MAX_TEXT = 100_000;

/** Replaces `\name`, `\@` and `\()`; text without a backslash is kept as it is, columns and all. */
function substitute(
  body: Statement[],
  values: Map<string, string>,
  count: number,
  bare = false,
): Statement[] {
  return body.flatMap((statement) => {
    if (!bare && !statement.text.includes('\\')) return [statement];
    const marked = statement.text.replace(/'\\.|\\(@|\(\)|[A-Za-z_.$][\w.$]*)/g, (whole, name?: string) => {
      // A character constant is read before parameters are.
      if (name === undefined) return whole;
      if (name === '@') return String(count);
      if (name === '()') return '';
      return replaceLongest(name, values) ?? whole;
    });
    const text = bare ? replaceBare(marked, values) : marked;
    if (text.length > MAX_TEXT) throw new AsmError('the macro expands to too much text');
    return splitStatements(text, statement.line).map((s) => ({ ...statement, text: s.text }));
  });
}

/** `\arg.suffix`: a dot ends a parameter's name unless the whole is one. */
function replaceLongest(name: string, values: Map<string, string>): string | undefined {
  for (let end = name.length; end > 0; end--) {
    if (end < name.length && !/[.$]/.test(name[end])) continue;
    const value = values.get(name.slice(0, end));
    if (value !== undefined) return value + name.slice(end);
  }
  return undefined;
}

/**
 * One argument: up to a comma or a blank outside of parentheses and strings; a whole string loses its quotes.
 * Blanks around operators do not end it, as in gas, whose scrubber removes them.
 */
function takeArgument(scanner: Scanner, rest: boolean): string {
  scanner.skipBlanks();
  const { text } = scanner;
  if (rest) {
    const value = text.slice(scanner.pos).trim();
    scanner.pos = text.length;
    return value;
  }
  const start = scanner.pos;
  if (text[start] === '"') {
    const raw = /"(?:[^"\\]|\\.)*"/y;
    const quoted = scanner.match(raw);
    if (quoted === undefined) throw scanner.error("the string has no closing '\"'");
    return quoted.slice(1, -1);
  }
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const ch = text[at];
    if (ch === '"') {
      const raw = /"(?:[^"\\]|\\.)*"/y;
      raw.lastIndex = at;
      if (!raw.exec(text)) break;
      at = raw.lastIndex - 1;
    } else if (ch === "'" && at + 1 < text.length) at += text[at + 2] === "'" ? 2 : 1;
    else if (ch === '(' || ch === '[') depth++;
    else if (ch === ')' || ch === ']') depth--;
    else if (depth <= 0 && ch === ',') break;
    else if (depth <= 0 && /\s/.test(ch) && endsArgument(text, at)) break;
  }
  scanner.pos = at;
  return text.slice(start, at).trim();
}

/** A blank ends an argument unless an operator stands before or behind it. */
function endsArgument(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd().at(-1) ?? '';
  const after = text.slice(at).trimStart()[0] ?? '';
  return !/[-+*/|&^<>=~!]/.test(before) && !/[-+*/|&^<>=!)]/.test(after);
}
