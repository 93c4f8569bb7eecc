import type { Cell, CellKind, Notebook, NotebookFile } from '../types';
import { Attached, attachPictures, fromBase64, type Pictures, toBase64 } from './attached';
import { FormatError } from './document';
import { deriveIds } from './ids';

/**
 * Jupyter's notebook format, nbformat 4.5. Cells of ours that Jupyter has no kind for keep what they are in
 * `metadata.trapdoor`, so that they come back as they went.
 */
interface JupyterCell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: null;
  attachments?: Pictures['attachments'];
}

/** What of a cell is in `metadata.trapdoor`. */
interface Kept {
  kind: CellKind;
  name?: string;
  attributes?: Record<string, string>;
}

const KINDS: readonly string[] = ['md', 'js', 'asm', 'c', 'sh', 'exercise'] satisfies CellKind[];
/** What a code cell of another notebook's language is here. */
const LANGUAGES: Record<string, CellKind> = {
  javascript: 'js',
  js: 'js',
  c: 'c',
  bash: 'sh',
  sh: 'sh',
  shell: 'sh',
  'x86-64 assembly': 'asm',
};
/** Cell magics that name another language than the notebook's. */
const MAGIC = /^%%(bash|sh|javascript|js|script (?:bash|sh)|markdown|html)\b[^\n]*\n/;
/** How a code cell of a language is written that is none of ours. */
const WRITTEN: Record<string, (source: string) => Omit<Cell, 'id'>> = {
  markdown: (source) => ({ kind: 'md', attributes: {}, source }),
  html: (source) => ({ kind: 'js', attributes: {}, source: htmlCell(source) }),
};

/**
 * The notebook as an .ipynb file. Outputs are left out: they are made anew here. Pictures that its texts show are attached
 * to them, so that Jupyter shows them too; its other files are in `metadata.trapdoor`.
 */
export function toIpynb({ title, meta, cells }: Notebook, files: readonly NotebookFile[] = []): string {
  const shown = new Set<string>();
  const made = cells.map(({ id, kind, name, attributes, source }): JupyterCell => {
    const kept: Kept = { kind, ...(name === undefined ? {} : { name }), attributes };
    const base = { id: jupyterId(id), metadata: { trapdoor: kept }, source: linesOf(source) };
    if (kind === 'md') {
      const { source: text, attachments } = attachPictures(source, files);
      const names = Object.keys(attachments);
      for (const name of names) shown.add(name);
      const pictures = names.length > 0 ? { attachments } : {};
      return { cell_type: 'markdown', ...base, source: linesOf(text), ...pictures };
    }
    return { cell_type: 'code', ...base, outputs: [], execution_count: null };
  });
  const rest = files.filter(({ name }) => !shown.has(name));
  const beside = Object.fromEntries(rest.map(({ name, bytes }) => [name, toBase64(bytes)]));
  const file = {
    cells: made,
    metadata: {
      kernelspec: { name: 'javascript', display_name: 'JavaScript', language: 'javascript' },
      language_info: { name: 'javascript' },
      title,
      trapdoor: { meta, ids: cells.map(({ id }) => id), ...(rest.length > 0 && { files: beside }) },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/**
 * Reads an .ipynb file, and says what of it has no place here. Throws FormatError.
 *
 * @param taken names of files that are there already
 */
export function fromIpynb(
  text: string,
  file: string,
  taken?: Iterable<string>,
): { notebook: Notebook; files: NotebookFile[]; warnings: string[] } {
  const fail = (message: string, line = 1): never => {
    throw new FormatError({ line, message }, file);
  };
  if (text.trim() === '') return fail('the file is empty');
  const root = record(parse(text, fail)) ?? fail('this is no notebook: its JSON is not an object');
  const listed = root['cells'] ?? cellsOfSheets(root['worksheets']);
  if (!Array.isArray(listed)) return fail('this is no Jupyter notebook: it has no list of cells');
  const metadata = record(root['metadata']) ?? {};
  const ours = record(metadata['trapdoor']) ?? {};
  const language = languageOf(metadata);
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const attached = new Attached(taken);
  const told: string[] = [];
  for (const [name, content] of Object.entries(record(ours['files']) ?? {})) {
    const bytes = fromBase64(content);
    const kept = bytes && attached.add({ name, bytes });
    if (kept === undefined) told.push(`its file ${name} cannot be read and was left out`);
    else if (kept !== name) told.push(`its file ${name} is ${kept} here: there was one of that name`);
  }
  const ids = Array.isArray(ours['ids']) ? ours['ids'] : [];
  const cells = listed.map((value, i): Cell => {
    const given = record(value) ?? fail(`cell ${i + 1} is not an object`);
    const written = sourceOf(given['source']) ?? fail(`cell ${i + 1} has no source`);
    const source = attached.take(record(given['attachments']) ?? {}, written);
    if (source === undefined) count('attachments');
    if (Array.isArray(given['outputs']) && given['outputs'].length > 0) count('outputs');
    const id =
      [ids[i], given['id']].find((other) => typeof other === 'string' && /^[\w.:-]+$/.test(other)) ?? '';
    return {
      id: String(id),
      ...cellOf(
        String(given['cell_type']),
        source ?? written,
        keptOf(given['metadata']),
        // Before version 4 it was a cell's own.
        typeof given['language'] === 'string' ? given['language'].toLowerCase() : language,
        count,
      ),
    };
  });
  unique(cells);
  deriveIds(cells);
  const meta = strings(ours['meta']);
  const title = meta['title'] ?? (typeof metadata['title'] === 'string' ? metadata['title'] : '');
  return {
    notebook: { title, meta: title === '' ? meta : { ...meta, title }, cells },
    files: attached.files,
    warnings: [...told, ...warningsOf(counts)],
  };
}

/** Versions before 4: cells are in worksheets, code in `input`, and a heading says its level. */
function cellsOfSheets(sheets: unknown): unknown[] | undefined {
  if (!Array.isArray(sheets)) return undefined;
  const cells = sheets.flatMap((sheet) => record(sheet)?.['cells'] ?? []);
  return cells.map((value) => {
    const cell = record(value);
    if (cell?.['cell_type'] === 'code') return { ...cell, source: cell['source'] ?? cell['input'] };
    if (cell?.['cell_type'] !== 'heading') return value;
    const marks = '#'.repeat(Math.min(6, Math.max(1, Number(cell['level']) || 1)));
    return { ...cell, cell_type: 'markdown', source: `${marks} ${sourceOf(cell['source']) ?? ''}` };
  });
}

function cellOf(
  type: string,
  source: string,
  kept: Kept | undefined,
  language: string,
  count: (what: string) => void,
): Omit<Cell, 'id'> {
  if (kept) {
    const { kind, name, attributes = {} } = kept;
    return { kind, ...(name === undefined ? {} : { name }), attributes, source };
  }
  if (type === 'markdown') return { kind: 'md', attributes: {}, source };
  if (type === 'code') {
    const magic = MAGIC.exec(source);
    const written = (magic?.[1] ?? language).replace(/^script /, '');
    const text = magic ? source.slice(magic[0].length) : source;
    const kind = LANGUAGES[written];
    if (kind) return { kind, attributes: {}, source: text };
    if (WRITTEN[written]) return WRITTEN[written](text);
    count(language === '' ? 'code' : language);
    return { kind: 'md', attributes: {}, source: fenced(source, language) };
  }
  count(type);
  return { kind: 'md', attributes: {}, source: fenced(source, '') };
}

/** What was counted as left out or changed, in words. */
export function warningsOf(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([what, n]) => {
    const cells = n === 1 ? '1 cell' : `${n} cells`;
    if (what === 'outputs') return `outputs of ${cells} were left out: they are made anew here`;
    if (what === 'attachments') return `what is attached to ${cells} cannot be read and was left out`;
    if (what === 'raw') return `${cells} of raw text became text`;
    return `${cells} of ${what} became text: no such program runs here`;
  });
}

/** Text in a template literal of a tag; holes `${...}` stay what they are. */
export const tagged = (tag: string, source: string): string => `${tag}\`${source.replaceAll('`', '\\`')}\``;

/** HTML as a cell that shows it. */
export const htmlCell = (source: string): string => tagged('html', source);

/** A block that no backticks in it can close. */
export function fenced(source: string, language: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${source}\n${fence}`;
}

function parse(text: string, fail: (message: string, line?: number) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const plain = withoutNaN(text);
    if (plain !== text) return parse(plain, fail);
    const what = error.message.replace(/ in JSON.*$|, ?(?:\.\.\.)?".*$/s, '').replace(/^JSON\.parse: /, '');
    return fail(`this is not JSON: ${what}`, brokenLine(text));
  }
}

/** Python writes numbers into outputs that JSON does not have. */
const withoutNaN = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null'));

/**
 * The line on which JSON stops being JSON. Not all messages of JSON.parse name a place, but what comes before it parses
 * as far as it goes: the lines up to it are searched for the first that does more than end too early.
 */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  let [good, bad] = [0, lines.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (endsEarly(lines.slice(0, middle).join('\n'))) good = middle;
    else bad = middle;
  }
  return bad;
}

function endsEarly(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /position (\d+)/.exec(message)?.[1];
    return /end of|unterminated/i.test(message) || (at !== undefined && Number(at) >= text.length);
  }
}

function languageOf(metadata: Record<string, unknown>): string {
  const kernel = record(metadata['kernelspec']) ?? {};
  const names = [record(metadata['language_info'])?.['name'], kernel['language'], kernel['name']]
    .filter((name) => typeof name === 'string' && name !== '')
    .map((name) => String(name).toLowerCase());
  return names.find((name) => name in LANGUAGES) ?? names[0] ?? '';
}

function keptOf(metadata: unknown): Kept | undefined {
  const kept = record(record(metadata)?.['trapdoor']);
  if (!kept || typeof kept['kind'] !== 'string' || !KINDS.includes(kept['kind'])) return undefined;
  const name = typeof kept['name'] === 'string' ? { name: kept['name'] } : {};
  return { kind: kept['kind'] as CellKind, ...name, attributes: strings(kept['attributes']) };
}

/** Ids that appear twice are forgotten: each cell then gets one of its own. */
function unique(cells: Cell[]): void {
  const seen = new Set<string>();
  for (const cell of cells) {
    if (seen.has(cell.id)) cell.id = '';
    seen.add(cell.id);
  }
}

/** Jupyter takes 1 to 64 letters, digits, - and _. */
const jupyterId = (id: string): string => id.replace(/[^\w-]/g, '_').slice(0, 64) || '_';

/** Jupyter writes text as lines that keep their line ends. */
const linesOf = (source: string): string[] => source.match(/[^\n]*\n|[^\n]+/g) ?? [];

function sourceOf(source: unknown): string | undefined {
  if (typeof source === 'string') return source.replace(/\r\n?/g, '\n');
  if (!Array.isArray(source) || !source.every((line) => typeof line === 'string')) return undefined;
  return source.join('').replace(/\r\n?/g, '\n');
}

function strings(value: unknown): Record<string, string> {
  const fields = Object.entries(record(value) ?? {});
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
