/** What stands at a place of a source. */
export interface Word {
  text: string;
  from: number;
  to: number;
}

const IDENTIFIER = /[A-Za-z_]\w*/g;

/** The identifier that an offset lies in or at the end of. */
export function wordAt(source: string, offset: number): Word | undefined {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  const line = source.slice(start, end < 0 ? undefined : end);
  for (const { 0: text, index } of line.matchAll(IDENTIFIER)) {
    const from = start + index;
    if (from <= offset && offset <= from + text.length) return { text, from, to: from + text.length };
  }
  return undefined;
}

/** The line up to an offset. */
export const lineBefore = (source: string, offset: number): string =>
  source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);

/** Whether a place of a C source is inside a comment, a string or a character. */
export function isQuoted(source: string, offset: number): boolean {
  const parts =
    /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|"(?:[^"\\\n]|\\[\s\S])*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[\s\S])*(?:'|$|(?=\n))/g;
  for (const { 0: text, index } of source.matchAll(parts)) {
    if (index >= offset) return false;
    const end = index + text.length;
    // At the end of a comment to the end of the line, one still writes it.
    if (offset < end || (offset === end && (text.startsWith('//') || !isClosed(text)))) return true;
  }
  return false;
}

function isClosed(text: string): boolean {
  if (text.startsWith('/*')) return text.length >= 4 && text.endsWith('*/');
  return text.length >= 2 && text.endsWith(text[0]);
}

/** The call whose parentheses are open at a place: where its name ends, and how many commas came since. */
export function openCall(source: string, offset: number): { name: Word; argument: number } | undefined {
  let depth = 0;
  let argument = 0;
  const masked = mask(source.slice(0, offset));
  for (let at = masked.length - 1; at >= 0; at--) {
    const ch = masked[at];
    if (ch === ')' || ch === ']' || ch === '}') depth++;
    else if (ch === '[') depth = Math.max(0, depth - 1);
    else if (ch === '(') {
      if (depth-- > 0) continue;
      const name = /([A-Za-z_]\w*)\s*$/.exec(masked.slice(0, at));
      if (!name || /^(if|while|for|switch|return|sizeof)$/.test(name[1])) return undefined;
      return { name: { text: name[1], from: name.index, to: name.index + name[1].length }, argument };
    } else if (ch === ',' && depth === 0) argument++;
    else if ((ch === ';' || ch === '{') && depth === 0) return undefined;
  }
  return undefined;
}

/** A C source with its comments and strings blanked, at the same offsets. */
export function mask(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|"(?:[^"\\\n]|\\[\s\S])*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[\s\S])*(?:'|$|(?=\n))/g,
    (text) => text.replace(/[^\n]/g, ' '),
  );
}
