import { unzipSync, zipSync } from 'fflate';
import type { Notebook, NotebookFile } from '../types';
import { FormatError, parseFile } from './document';
import { fromIpynb } from './ipynb';
import { fromKit, isKit } from './kit';
import { writeFile } from './write';

/** A notebook as a file brings it: its .md text, the files beside it, and what did not carry over. */
export interface Bundle {
  text: string;
  /** Ids that the text does not state. */
  ids?: string[];
  title: string;
  files: NotebookFile[];
  warnings: string[];
}

const NOTEBOOK = 'notebook.md';
const FILES = 'files/';
const ZIP = [0x50, 0x4b, 0x03, 0x04];

const isJupyter = (text: string, name: string) => /\.ipynb$/i.test(name) || /^\s*\{\s*"/.test(text);

/** Whether a text is a notebook of another tool, Jupyter or Observable. */
export const isForeign = (text: string, name = ''): boolean => isJupyter(text, name) || isKit(text);

/**
 * Reads a notebook's text, ours or another tool's, with the files inside it, and says what does not carry over. Throws
 * FormatError.
 *
 * @param taken names that its files may not have
 */
export function readNotebook(
  text: string,
  name: string,
  taken?: Iterable<string>,
): { notebook: Notebook; files: NotebookFile[]; warnings: string[] } {
  const unmarked = text.replace(/^\ufeff/, '');
  if (isKit(unmarked)) return { ...fromKit(unmarked, name), files: [] };
  if (isJupyter(unmarked, name)) return fromIpynb(unmarked, name, taken);
  if (/\.html?$/i.test(name))
    throw new FormatError({ line: 1, message: 'this page is no notebook: it has no <notebook>' }, name);
  const { notebook, warnings } = parseFile(text, name);
  return {
    notebook,
    files: [],
    warnings: warnings.map(({ line, message }) => `${name}:${line}: ${message}`),
  };
}

/** Reads a .md, .ipynb, .html or .zip file. Throws FormatError, whose message names file, line and remedy. */
export function readBundle(bytes: Uint8Array, name: string): Bundle {
  if (ZIP.every((byte, i) => bytes[i] === byte)) return readZip(bytes, name);
  const text = decode(bytes, name);
  const { notebook, files, warnings } = readNotebook(text, name);
  const { title, cells } = notebook;
  if (!isForeign(text, name)) return { text, title, files, warnings };
  return { text: writeFile(notebook), ids: cells.map(({ id }) => id), title, files, warnings };
}

/** The notebook and its files as one .zip. */
export function writeZip(text: string, files: readonly NotebookFile[]): Uint8Array {
  const entries = files.map(({ name, bytes }) => [`${FILES}${name}`, bytes] as const);
  return zipSync(Object.fromEntries([[NOTEBOOK, new TextEncoder().encode(text)], ...entries]));
}

function readZip(bytes: Uint8Array, name: string): Bundle {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FormatError({ line: 1, message: `this .zip file is damaged: ${why}` }, name);
  }
  const inside = entries[NOTEBOOK];
  if (!inside) throw new FormatError({ line: 1, message: `there is no ${NOTEBOOK} in this .zip file` }, name);
  const files = Object.entries(entries)
    .filter(([path]) => path.startsWith(FILES) && path.length > FILES.length && !path.endsWith('/'))
    .map(([path, content]) => ({ name: path.slice(FILES.length), bytes: content }));
  return { ...readBundle(inside, `${name}/${NOTEBOOK}`), files };
}

/** As it stands: a byte order mark stays, so that the file goes out as it came in. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const good = new TextDecoder().decode(bytes);
    const line = good.slice(0, good.indexOf('\ufffd')).split('\n').length;
    throw new FormatError({ line, message: 'this is not text in UTF-8; save it so, and try again' }, name);
  }
}
