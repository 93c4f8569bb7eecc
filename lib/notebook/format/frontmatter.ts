/**
 * Front matter: lines of `key: value` between two lines of three dashes at the head of the file. Lines that are
 * something else (comments, lists, nested keys) are kept as they are and mean nothing here.
 */
export interface FrontMatter {
  /** Lines between the dashes, without their ends. */
  lines: string[];
  meta: Record<string, string>;
}

const ENTRY = /^([A-Za-z_][\w.-]*):(?:[ \t]+(.*?))?[ \t]*$/;

/** Whether a line can open front matter: a key, a comment, or the dashes that end an empty one. */
export function isFrontMatterLine(line: string): boolean {
  return ENTRY.test(line) || /^#|^---[ \t]*$/.test(line);
}

/** Reads the lines between the dashes. */
export function parseFrontMatter(lines: string[]): FrontMatter {
  const meta: Record<string, string> = {};
  for (const line of lines) {
    const match = ENTRY.exec(line);
    if (match) meta[match[1]] = unquote(match[2] ?? '');
  }
  return { lines, meta };
}

/** The lines with `meta` put into them: changed keys are rewritten in place, new ones appended, dropped ones removed. */
export function writeFrontMatter(original: FrontMatter, meta: Record<string, string>): string[] {
  const written = new Set<string>();
  const lines = original.lines.filter((line) => {
    const key = ENTRY.exec(line)?.[1];
    return key === undefined || Object.hasOwn(meta, key);
  });
  const kept = lines.map((line) => {
    const key = ENTRY.exec(line)?.[1];
    if (key === undefined) return line;
    written.add(key);
    return original.meta[key] === meta[key] ? line : `${key}: ${quote(meta[key])}`;
  });
  const added = Object.keys(meta).filter((key) => !written.has(key));
  return [...kept, ...added.map((key) => `${key}: ${quote(meta[key])}`)];
}

function unquote(text: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"(?:\s+#.*)?$/.exec(text);
  if (double) return double[1].replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
  const single = /^'((?:[^']|'')*)'(?:\s+#.*)?$/.exec(text);
  if (single) return single[1].replaceAll("''", "'");
  return text.replace(/\s+#.*$/, '');
}

/** YAML reads some plain texts as something else; those are quoted. */
function quote(text: string): string {
  const plain = /^[^\s"'#&*!|>%@`[\]{},?:-][^\n]*$/.test(text) && !/:(\s|$)|\s#|\s$|[\r\n]/.test(text);
  return plain ? text : `"${text.replace(/[\\"]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')}"`;
}
