/**
 * A stretch of one line of source text. Lines and columns count from 1; `endColumn` is the column after it. Line 0 is
 * a file as a whole, or a place in an object of which no line is known.
 */
export interface Span {
  file: string;
  line: number;
  column: number;
  endColumn: number;
}

/** A problem in source text. */
export interface Diagnostic extends Span {
  severity: 'error' | 'warning' | 'note';
  message: string;
  /** What to do about it, when that is sure. */
  hint?: string;
}

/** `file:line:column: error: message; hint`, as compilers print it. */
export function formatDiagnostic(d: Diagnostic): string {
  const hint = d.hint ? `; ${d.hint}` : '';
  const place = d.line > 0 ? `${d.file}:${d.line}:${d.column}` : d.file;
  return `${place}: ${d.severity}: ${d.message}${hint}`;
}
