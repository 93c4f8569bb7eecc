import type { Notebook } from '../types';
import { parseFile } from './document';

export { isAttributeKey } from './attributes';
export { isForeign, readBundle, readNotebook, writeZip } from './bundle';
export { FormatError, type FormatProblem, type MarkdownFile, parseFile } from './document';
export { deriveIds } from './ids';
export { fromIpynb, toIpynb } from './ipynb';
export { toKit } from './kit';
export { writeFile } from './write';

/** Reads a notebook from its .md text. `file` is named in errors. */
export function parseNotebook(text: string, file?: string): Notebook {
  return parseFile(text, file).notebook;
}
