import { names } from './names';

/** Kinds of tokens. Punctuators follow from FIRST_PUNCTUATOR on; digraphs have the kind of what they stand for. */
export const EOF = 0;
export const IDENT = 1;
/** A preprocessing number, C11 6.4.8. */
export const NUMBER = 2;
export const CHAR = 3;
export const STRING = 4;
/** A character that begins no token, or a quote without its partner. */
export const OTHER = 5;
/** Nothing, where an empty argument meets `##`. */
export const PLACEMARKER = 6;
export const FIRST_PUNCTUATOR = 8;

const SPELLINGS = [
  '[ ] ( ) { } . -> ++ -- & * + - ~ ! / % << >> < > <= >= == != ^ | && || ? : ; ... = *= /= %= += -= <<= >>= &= ^= |=',
  ', # ##',
]
  .join(' ')
  .split(' ');

const kindOf = (spelling: string) => FIRST_PUNCTUATOR + SPELLINGS.indexOf(spelling);

export const L_BRACKET = kindOf('[');
export const R_BRACKET = kindOf(']');
export const L_PAREN = kindOf('(');
export const R_PAREN = kindOf(')');
export const L_BRACE = kindOf('{');
export const R_BRACE = kindOf('}');
export const DOT = kindOf('.');
export const ARROW = kindOf('->');
export const PLUS_PLUS = kindOf('++');
export const MINUS_MINUS = kindOf('--');
export const AMP = kindOf('&');
export const STAR = kindOf('*');
export const PLUS = kindOf('+');
export const MINUS = kindOf('-');
export const TILDE = kindOf('~');
export const BANG = kindOf('!');
export const SLASH = kindOf('/');
export const PERCENT = kindOf('%');
export const SHL = kindOf('<<');
export const SHR = kindOf('>>');
export const LESS = kindOf('<');
export const GREATER = kindOf('>');
export const LESS_EQUAL = kindOf('<=');
export const GREATER_EQUAL = kindOf('>=');
export const EQUAL_EQUAL = kindOf('==');
export const NOT_EQUAL = kindOf('!=');
export const CARET = kindOf('^');
export const PIPE = kindOf('|');
export const AND_AND = kindOf('&&');
export const OR_OR = kindOf('||');
export const QUESTION = kindOf('?');
export const COLON = kindOf(':');
export const SEMICOLON = kindOf(';');
export const ELLIPSIS = kindOf('...');
export const ASSIGN = kindOf('=');
export const STAR_ASSIGN = kindOf('*=');
export const PIPE_ASSIGN = kindOf('|=');
export const COMMA = kindOf(',');
export const HASH = kindOf('#');
export const HASH_HASH = kindOf('##');

/** Spelling of a punctuator's kind. */
export const punctuator = (kind: number): string => SPELLINGS[kind - FIRST_PUNCTUATOR];

/** Names of the punctuators' spellings, by kind. */
export const PUNCTUATOR_NAMES = Int32Array.from({ length: FIRST_PUNCTUATOR + SPELLINGS.length }, (_, kind) =>
  kind < FIRST_PUNCTUATOR ? 0 : names.id(SPELLINGS[kind - FIRST_PUNCTUATOR]),
);

/** Flags of a token: white space before it; first on its line; a macro's name that must not be expanded any more. */
export const SPACE = 1;
export const LINE_START = 2;
export const NO_EXPAND = 4;
