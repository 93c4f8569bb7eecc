import type { Diagnostic } from '../diagnostic';
import type { SourceLine } from '../object';
import type { AsmError } from './error';
import type { SourceSpan } from './symbol';

/** Errors after which it is no use to go on, and warnings after which they are all the same. */
const MOST = 100;

/** Collects diagnostics and gives them their places in the file. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly counts = { error: 0, warning: 0 };
  private readonly lines: readonly string[];

  constructor(
    private readonly file: string,
    source: string,
  ) {
    this.lines = source.split('\n');
  }

  get hasErrors(): boolean {
    return this.counts.error > 0;
  }

  get isFull(): boolean {
    return this.counts.error >= MOST;
  }

  /** Where a stretch of a statement is in the file. */
  place({ statement, start, end }: SourceSpan): SourceLine {
    const { line, column, macro } = statement;
    const { file } = this;
    if (macro) return { file, line, column, endColumn: column + 1 };
    return { file, line, column: column + start, endColumn: column + Math.max(end, start + 1) };
  }

  /** Adds a diagnostic; one inside of a macro is put at the call, with a note at the macro's line. */
  add(severity: 'error' | 'warning', error: AsmError, { statement, start, end }: SourceSpan): void {
    if (++this.counts[severity] > MOST) return;
    const { macro, line, column } = statement;
    const { file } = this;
    const { message, hint } = error;
    if (!macro) {
      const endColumn = column + Math.max(end, start + 1);
      this.diagnostics.push({ severity, message, file, line, column: column + start, endColumn, hint });
      return;
    }
    const call = (this.lines[line - 1] ?? '').trimEnd().length + 1;
    const where = `${message} (in macro '${macro.name}')`;
    this.diagnostics.push({
      severity,
      message: where,
      file,
      line,
      column,
      endColumn: Math.max(call, column + 1),
      hint,
    });
    const body = this.lines[macro.line - 1] ?? '';
    this.diagnostics.push({
      severity: 'note',
      message: `expanded to '${statement.text.trim()}'`,
      file,
      line: macro.line,
      column: body.length - body.trimStart().length + 1,
      endColumn: Math.max(body.trimEnd().length + 1, 2),
    });
  }
}
