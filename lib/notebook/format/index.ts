import type { Notebook } from '../types';
import { parseFile } from './document';

export { isAttributeKey } from './attributes';
export { FormatError, type FormatProblem, type MarkdownFile, parseFile } from './document';
export { deriveIds } from './ids';
export { writeFile } from './write';

/** Reads a notebook from its .md text. `file` is named in errors. */
export function parseNotebook(text: string, file?: string): Notebook {
  return parseFile(text, file).notebook;
}
