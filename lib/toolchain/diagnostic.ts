/** A stretch of one line of source text. Lines and columns count from 1; `endColumn` is the column after it. */
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
  return `${d.file}:${d.line}:${d.column}: ${d.severity}: ${d.message}${hint}`;
}
