import * as K from './kinds';
import { names } from './names';
import type { Pragma } from './pragma';
import type { Tokens } from './tokens';

/** The preprocessed text, as `-E` prints it; `markers`: with `# line "file"` lines. */
export function printTokens(tokens: Tokens, pragmas: Pragma[], markers = true): string {
  const { sources } = tokens;
  const out: string[] = [];
  let file = '';
  let line = 0;
  let before = -1;
  let nextPragma = 0;
  for (let i = 0; i < tokens.count; i++) {
    for (; nextPragma < pragmas.length && pragmas[nextPragma].before <= i; nextPragma++) {
      out.push(`\n#pragma ${pragmas[nextPragma].text}\n`);
      line++;
      before = -1;
      file = '';
    }
    const kind = tokens.kind[i];
    if (kind === K.EOF) continue;
    const outer = sources.outermost(tokens.location[i], tokens.expansion[i]);
    if (tokens.flags[i] & K.LINE_START || before < 0) {
      const place = sources.place(outer);
      if (place.file !== file || place.line < line || place.line > line + 8) {
        if (markers) {
          const system = sources.inSystemHeader(outer) ? ' 3' : '';
          out.push(`\n# ${place.line} "${place.file.replace(/["\\]/g, '\\$&')}"${system}\n`);
        } else out.push('\n');
        file = place.file;
      } else if (place.line > line) out.push('\n'.repeat(place.line - line));
      else if (before >= 0) out.push(' ');
      line = place.line;
      out.push(' '.repeat(place.column - 1));
    } else if (tokens.flags[i] & K.SPACE || joins(tokens, before, i)) out.push(' ');
    out.push(names.text(tokens.value[i]));
    before = i;
  }
  return `${out.join('').replace(/^\n/, '')}\n`;
}

/** Whether two tokens that stand side by side would be read as something else. */
function joins(tokens: Tokens, left: number, right: number): boolean {
  // In one file, without a macro between them, they were apart already.
  if (
    tokens.expansion[left] === 0 &&
    tokens.expansion[right] === 0 &&
    tokens.location[left] + names.text(tokens.value[left]).length === tokens.location[right]
  )
    return false;
  const [a, b] = [tokens.kind[left], tokens.kind[right]];
  const word = (kind: number) => kind === K.IDENT || kind === K.NUMBER;
  if (word(a) && (word(b) || b === K.STRING || b === K.CHAR)) return true;
  if (a === K.NUMBER && (b === K.PLUS || b === K.MINUS || b === K.DOT)) return true;
  return a >= K.FIRST_PUNCTUATOR && (b >= K.FIRST_PUNCTUATOR || b === K.NUMBER);
}
