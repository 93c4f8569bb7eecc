/** One statement of source text, comments taken out, with the place it came from. */
export interface Statement {
  text: string;
  /** Line and column of the first character of `text`, from 1. */
  line: number;
  column: number;
  /** The macro whose expansion this is, and the line of the macro's body; the line above is then the caller's. */
  macro?: { name: string; line: number };
}

/**
 * Splits source text into statements at line ends and `;`, and blanks out comments: from `#` or `//` to the end of
 * the line, a line that starts with `/`, and C comments, which may span lines without ending the statement. Columns
 * are kept, for comments are replaced by as many blanks. Strings and character constants are left alone.
 */
export function splitStatements(source: string, firstLine = 1): Statement[] {
  const statements: Statement[] = [];
  let line = firstLine;
  let lineStart = 0;
  let text = '';
  let startLine = line;
  let startColumn = 1;
  let at = 0;
  let plain = 0;

  const flush = (end: number) => {
    if (end > plain) text += source.slice(plain, end);
    plain = end;
  };
  const endStatement = () => {
    if (text.trim() !== '') statements.push({ text, line: startLine, column: startColumn });
    text = '';
  };
  const begin = (next: number) => {
    plain = next;
    startLine = line;
    startColumn = next - lineStart + 1;
  };
  const blank = (from: number, to: number) => {
    flush(from);
    text += ' '.repeat(to - from);
    plain = to;
  };

  while (at < source.length) {
    const ch = source[at];
    if (ch === '\n' || ch === ';') {
      flush(at++);
      endStatement();
      if (ch === '\n') {
        line++;
        lineStart = at;
      }
      begin(at);
    } else if (ch === '"') {
      at = endOfString(source, at);
    } else if (ch === "'") {
      at = endOfCharacter(source, at);
    } else if (ch === '/' && source[at + 1] === '*') {
      const close = source.indexOf('*/', at + 2);
      const end = close < 0 ? source.length : close + 2;
      blank(at, end);
      for (let n = source.indexOf('\n', at); n >= 0 && n < end; n = source.indexOf('\n', n + 1)) {
        line++;
        lineStart = n + 1;
      }
      if (text.trim() === '') {
        text = '';
        begin(end);
      }
      at = end;
    } else if (ch === '#' || (ch === '/' && (source[at + 1] === '/' || startsLine(source, lineStart, at)))) {
      const newline = source.indexOf('\n', at);
      const end = newline < 0 ? source.length : newline;
      blank(at, end);
      at = end;
    } else {
      at++;
    }
  }
  flush(at);
  endStatement();
  return statements;
}

function startsLine(source: string, lineStart: number, at: number): boolean {
  return source.slice(lineStart, at).trim() === '';
}

/** Behind the closing quote, or at the end of the line when it is missing; the string's reader complains. */
function endOfString(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\' && source[i + 1] !== '\n') i++;
    else if (source[i] === '"') return i + 1;
    else if (source[i] === '\n') return i;
  }
  return source.length;
}

/** `'a`, `'a'`, `'\n'`: the closing quote is optional, as in `as`. */
function endOfCharacter(source: string, at: number): number {
  let i = at + 1;
  if (source[i] === '\n') return i;
  i += source[i] === '\\' && source[i + 1] !== '\n' ? 2 : 1;
  return source[i] === "'" ? i + 1 : Math.min(i, source.length);
}
