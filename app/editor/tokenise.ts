import type { Action, Grammar, Token } from './grammar/types';

/** A stretch of text in one colour. */
export interface Span {
  text: string;
  token: Token;
}

const STICKY = new WeakMap<RegExp, RegExp>();

/** The same pattern, to be tried at one place only. */
function sticky(pattern: RegExp): RegExp {
  let made = STICKY.get(pattern);
  if (!made) STICKY.set(pattern, (made = new RegExp(pattern.source, `${pattern.flags}y`)));
  return made;
}

function tokenFor(action: Action, text: string, sets: Map<string, Set<string>>): Token {
  if (typeof action === 'string') return action;
  for (const [key, token] of Object.entries(action.cases)) {
    if (key === '@default' || sets.get(key.slice(1))?.has(text)) return token;
  }
  return '';
}

/** Splits a text into lines of coloured spans. No rule for a sign leaves it plain. */
export function tokenise(source: string, grammar: Grammar): Span[][] {
  const sets = new Map(Object.entries(grammar.words).map(([name, words]) => [name, new Set(words)]));
  const stack = ['root'];
  return source.split('\n').map((line) => {
    const text = `${line}\n`;
    const spans: Span[] = [];
    let at = 0;
    while (at < text.length) {
      let [matched, token]: [string, Token] = [text[at], ''];
      for (const [pattern, action, next] of grammar.states[stack[stack.length - 1]]) {
        const here = sticky(pattern);
        here.lastIndex = at;
        const found = here.exec(text)?.[0];
        if (found === undefined || (found === '' && !next)) continue;
        [matched, token] = [found, tokenFor(action, found, sets)];
        if (next === '@pop') stack.pop();
        else if (next) stack.push(next.slice(1));
        break;
      }
      at += matched.length;
      const shown = matched.replace('\n', '');
      const previous = spans.at(-1);
      if (shown === '') continue;
      if (previous?.token === token) previous.text += shown;
      else spans.push({ text: shown, token });
    }
    return spans;
  });
}
