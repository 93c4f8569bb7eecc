import * as K from '../pp/kinds';
import type { Said } from '../sema/declare';
import { asmText } from './asm';
import type { Attribute } from './attribute';
import type { Parser } from './parser';
import type { Specifiers } from './specifiers';

/** `asm("name")` behind a declarator. */
export function asmLabel(p: Parser): string | undefined {
  if (p.word !== 'asm') return undefined;
  p.advance();
  const open = p.at;
  p.expect(K.L_PAREN, "after 'asm'");
  const text = asmText(p);
  p.close(K.R_PAREN, open);
  return text;
}

/** What specifiers and a declarator say, put together. */
export function saidOf(s: Specifiers, list: Attribute[], label: string | undefined): Said {
  return {
    storage: s.storage,
    inline: s.inline,
    noreturn: s.noreturn,
    threadLocal: s.threadLocal,
    align: s.align,
    attributes: [...s.attributes, ...list],
    asmLabel: label,
  };
}
