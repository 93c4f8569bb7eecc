import type { Where } from '../diagnose/diagnostics';
import * as K from './kinds';
import { names } from './names';

/** A token on its way through macro expansion. */
export interface Token {
  kind: number;
  /** Number of the spelling. */
  value: number;
  location: number;
  expansion: number;
  flags: number;
}

/** A piece of a macro's body: a token, a parameter, or a `__VA_OPT__` group; and what `#` and `##` do to it. */
export interface Piece {
  token: Token;
  /** Number of the parameter it names; -1 if none. */
  parameter: number;
  stringify: boolean;
  /** `##` follows. */
  paste: boolean;
  /** What is between the parentheses of `__VA_OPT__`. */
  optional?: Piece[];
}

export type BuiltinMacro =
  | '__FILE__'
  | '__BASE_FILE__'
  | '__FILE_NAME__'
  | '__LINE__'
  | '__INCLUDE_LEVEL__'
  | '__COUNTER__'
  | '__DATE__'
  | '__TIME__'
  | '__TIMESTAMP__';

export interface Macro {
  name: number;
  /** Parameters' names, the variadic one last; undefined for object-like macros. */
  parameters?: number[];
  variadic: boolean;
  body: Piece[];
  location: number;
  builtin?: BuiltinMacro;
  /** It is being expanded: its name is only a name now. */
  disabled: boolean;
}

export const tokenWhere = (t: Token): Where => ({
  location: t.location,
  expansion: t.expansion,
  length: names.text(t.value).length,
});

export const VA_ARGS = names.id('__VA_ARGS__');
const VA_OPT = names.id('__VA_OPT__');

type Report = (token: Token | undefined, message: string) => void;

/** Reads what follows `#define`; answers undefined, and says why, when that is no definition. */
export function parseDefinition(line: Token[], report: Report): Macro | undefined {
  const name = line[0];
  if (!name) {
    report(undefined, 'macro name missing');
    return undefined;
  }
  if (name.kind !== K.IDENT) {
    report(name, 'macro name must be an identifier');
    return undefined;
  }
  if (names.text(name.value) === 'defined') {
    report(name, "'defined' cannot be used as a macro name");
    return undefined;
  }
  const macro: Macro = {
    name: name.value,
    variadic: false,
    body: [],
    location: name.location,
    disabled: false,
  };
  let at = 1;
  if (line[1]?.kind === K.L_PAREN && !(line[1].flags & K.SPACE)) {
    at = parseParameters(line, macro, report);
    if (at < 0) return undefined;
  }
  const body = parseBody(line, at, line.length, macro, report);
  if (!body) return undefined;
  macro.body = body;
  return macro;
}

/** Answers the index after the closing parenthesis, or -1. */
function parseParameters(line: Token[], macro: Macro, report: Report): number {
  const parameters: number[] = [];
  macro.parameters = parameters;
  let at = 2;
  if (line[at]?.kind === K.R_PAREN) return at + 1;
  for (;;) {
    const token = line[at];
    if (token?.kind === K.ELLIPSIS) {
      macro.variadic = true;
      parameters.push(VA_ARGS);
      at++;
    } else if (token?.kind === K.IDENT) {
      if (parameters.includes(token.value)) {
        report(token, `duplicate macro parameter name '${names.text(token.value)}'`);
        return -1;
      }
      parameters.push(token.value);
      at++;
      if (line[at]?.kind === K.ELLIPSIS) {
        macro.variadic = true;
        at++;
      }
    } else {
      report(
        token,
        token ? 'expected a parameter name in a macro parameter list' : "missing ')' in macro parameter list",
      );
      return -1;
    }
    const next = line[at++];
    if (next?.kind === K.R_PAREN) return at;
    if (next?.kind !== K.COMMA || macro.variadic) {
      report(
        next,
        next ? "expected ',' or ')' in macro parameter list" : "missing ')' in macro parameter list",
      );
      return -1;
    }
  }
}

function parseBody(
  line: Token[],
  from: number,
  to: number,
  macro: Macro,
  report: Report,
): Piece[] | undefined {
  const body: Piece[] = [];
  for (let at = from; at < to; at++) {
    const token = line[at];
    if (token.kind === K.HASH_HASH) {
      if (body.length === 0 || at === to - 1) {
        report(token, "'##' cannot be at either end of a macro expansion");
        return undefined;
      }
      body[body.length - 1].paste = true;
      continue;
    }
    const piece: Piece = { token, parameter: -1, stringify: false, paste: false };
    if (token.kind === K.HASH && macro.parameters) {
      const name = line[at + 1];
      const parameter = at + 1 < to && name.kind === K.IDENT ? macro.parameters.indexOf(name.value) : -1;
      if (parameter < 0) {
        report(token, "'#' is not followed by a macro parameter");
        return undefined;
      }
      piece.parameter = parameter;
      piece.stringify = true;
      at++;
    } else if (token.kind === K.IDENT && macro.parameters) {
      if (token.value === VA_OPT && macro.variadic && line[at + 1]?.kind === K.L_PAREN) {
        const close = closing(line, at + 1, to);
        if (close < 0) {
          report(token, 'unterminated __VA_OPT__');
          return undefined;
        }
        const optional = parseBody(line, at + 2, close, macro, report);
        if (!optional) return undefined;
        piece.optional = optional;
        at = close;
      } else piece.parameter = macro.parameters.indexOf(token.value);
    }
    body.push(piece);
  }
  return body;
}

function closing(line: Token[], open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to; at++) {
    if (line[at].kind === K.L_PAREN) depth++;
    else if (line[at].kind === K.R_PAREN && --depth === 0) return at;
  }
  return -1;
}

/** Whether a second definition says the same (C11 6.10.3p2). */
export function sameMacro(a: Macro, b: Macro): boolean {
  if (a.builtin || b.builtin || a.variadic !== b.variadic) return false;
  const [x, y] = [a.parameters, b.parameters];
  if (!x !== !y || (x && y && (x.length !== y.length || x.some((name, i) => name !== y[i])))) return false;
  return sameBody(a.body, b.body);
}

function sameBody(a: Piece[], b: Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, i) => {
      const other = b[i];
      return (
        piece.token.value === other.token.value &&
        piece.parameter === other.parameter &&
        piece.stringify === other.stringify &&
        piece.paste === other.paste &&
        (i === 0 || (piece.token.flags & K.SPACE) === (other.token.flags & K.SPACE)) &&
        (piece.optional && other.optional
          ? sameBody(piece.optional, other.optional)
          : piece.optional === other.optional)
      );
    })
  );
}
