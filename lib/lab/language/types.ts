/** A question about a source that is being written. Offsets count UTF-16 units from 0. */
export interface HelpQuestion {
  kind: 'c' | 'asm';
  source: string;
  offset: number;
}

/** What an editor may ask, and what it is answered. */
export interface HelpAnswers {
  complete: Completion[];
  hover: Hover | undefined;
  signature: Signature | undefined;
  definition: Definition | undefined;
}

export type HelpTopic = keyof HelpAnswers;

/** Something that can be written here. */
export interface Completion {
  label: string;
  kind:
    | 'function'
    | 'variable'
    | 'type'
    | 'macro'
    | 'member'
    | 'keyword'
    | 'file'
    | 'register'
    | 'instruction';
  /** Its type, or its form. */
  detail?: string;
  text?: string;
  /** The header that has to be included for it. */
  include?: string;
}

/** What is said of the word at a place. */
export interface Hover {
  /** Extent of the word. */
  from: number;
  to: number;
  /** A declaration, a form, a value. */
  code: string;
  text?: string;
  /** Further lines: a value, errors, flags, where to read on. */
  notes?: string[];
}

/** The call that is being written. */
export interface Signature {
  label: string;
  /** Where each parameter stands in the label. */
  parameters: [from: number, to: number][];
  active: number;
  text?: string;
}

/** Where a name is defined; lines and columns from 1. */
export interface Definition {
  /** The file; the source itself when absent. */
  file?: string;
  /** The text of that file. */
  text?: string;
  line: number;
  column: number;
}
