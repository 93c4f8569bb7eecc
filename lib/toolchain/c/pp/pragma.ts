import * as K from './kinds';
import { lex } from './lexer';
import type { Token } from './macro';
import { names } from './names';
import type { Preprocessor } from './preprocessor';

/** A pragma that a later stage wants to know: its words, and the number of the token it stands before. */
export interface Pragma {
  before: number;
  tokens: Token[];
  text: string;
  location: number;
}

/** Handles `#pragma`. */
export function pragmaDirective(pp: Preprocessor, name: Token, line: Token[], text: string): void {
  const words = line.map((token) => names.text(token.value));
  const string = (n: number) => /^"(.*)"$/.exec(words[n] ?? '')?.[1];
  const [first, second] = words;
  if (first === 'once') pp.once.add(pp.frames[pp.frames.length - 1].lexed.source.path);
  else if ((first === 'push_macro' || first === 'pop_macro') && words[1] === '(') {
    const macro = string(2);
    if (!macro) {
      pp.error(line[2] ?? name, `#pragma ${first} wants a macro's name between quotes`);
      return;
    }
    const id = names.id(macro);
    const stack = pp.pushedMacros.get(id) ?? [];
    if (first === 'push_macro') pp.pushedMacros.set(id, [...stack, pp.macros[id]]);
    else if (stack.length > 0) pp.macros[id] = stack.pop();
  } else if ((first === 'GCC' || first === 'clang') && second === 'diagnostic')
    diagnosticPragma(pp, line[2] ?? name, words[2], string(3));
  else if (first === 'GCC' && second === 'poison') {
    for (const token of line.slice(2)) if (token.kind === K.IDENT) pp.poisoned.add(token.value);
  } else if (first === 'GCC' && second === 'system_header')
    pp.frames[pp.frames.length - 1].inclusion.system = true;
  else if (first === 'GCC' && (second === 'error' || second === 'warning')) {
    const message = string(2) ?? '';
    if (second === 'error') pp.error(name, message);
    else pp.warn('cpp', name, message);
  } else if (first === 'message') {
    const message = string(1) ?? string(2) ?? '';
    pp.warn('', name, `#pragma message: ${message}`);
  } else pp.pragmas.push({ before: pp.tokens.count, tokens: line, text, location: name.location });
}

const VERBS = new Set(['push', 'pop', 'ignored', 'warning', 'error']);

function diagnosticPragma(
  pp: Preprocessor,
  at: Token,
  verb: string | undefined,
  option: string | undefined,
): void {
  if (!verb || !VERBS.has(verb)) {
    pp.warn(
      'pragmas',
      at,
      "expected 'push', 'pop', 'ignored', 'warning' or 'error' after '#pragma GCC diagnostic'",
    );
    return;
  }
  pp.diagnostics.pragma(pp.sources.outermost(at.location, at.expansion), verb, option);
}

/** Handles `_Pragma("...")`, whose name has just been read (C11 6.10.9). */
export function pragmaOperator(pp: Preprocessor, name: Token): void {
  const { expander } = pp;
  const open = expander.next();
  const string = open.kind === K.L_PAREN ? expander.next() : open;
  const close = string.kind === K.STRING ? expander.next() : string;
  if (open.kind !== K.L_PAREN || string.kind !== K.STRING || close.kind !== K.R_PAREN) {
    pp.error(name, '_Pragma takes a parenthesized string literal');
    return;
  }
  const text = names
    .text(string.value)
    .replace(/^[^"]*"|"$/g, '')
    .replace(/\\(["\\])/g, '$1');
  const lexed = lex('', text);
  const line: Token[] = [];
  for (let i = 0; i < lexed.count; i++)
    line.push({
      kind: lexed.kind[i],
      value: lexed.value[i],
      location: string.location,
      expansion: string.expansion,
      flags: lexed.flags[i],
    });
  pragmaDirective(pp, name, line, text);
}
