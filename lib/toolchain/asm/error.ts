/** Columns of a statement's text, counted from 0; the end is exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A mistake in the source; caught per statement and turned into a diagnostic. */
export class AsmError extends Error {
  constructor(
    message: string,
    /** Where in the statement's text; the whole statement when absent. */
    readonly range?: Range,
    /** What to do about it, when that is sure. */
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'AsmError';
  }
}
