import type { Cell, CellKind, Notebook, NotebookFile } from '../types';
import { Attached } from './attached';
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
  attachments?: Record<string, unknown>;
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
const MAGIC = /^%%(bash|sh|javascript|js|script (?:bash|sh))[ \t]*\n/;

/** The notebook as an .ipynb file. Outputs are left out: they are made anew here. */
export function toIpynb({ title, meta, cells }: Notebook): string {
  const made = cells.map(({ id, kind, name, attributes, source }): JupyterCell => {
    const kept: Kept = { kind, ...(name === undefined ? {} : { name }), attributes };
    const base = { id: jupyterId(id), metadata: { trapdoor: kept }, source: linesOf(source) };
    if (kind === 'md') return { cell_type: 'markdown', ...base };
    return { cell_type: 'code', ...base, outputs: [], execution_count: null };
  });
  const file = {
    cells: made,
    metadata: {
      kernelspec: { name: 'javascript', display_name: 'JavaScript', language: 'javascript' },
      language_info: { name: 'javascript' },
      title,
      trapdoor: { meta, ids: cells.map(({ id }) => id) },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/**
 * Reads an .ipynb file, and says what of it has no place here. Throws FormatError.
 *
 * @param taken names of files that are there already: pictures attached to its cells become files too
 */
export function fromIpynb(
  text: string,
  file: string,
  taken?: Iterable<string>,
): { notebook: Notebook; files: NotebookFile[]; warnings: string[] } {
  const fail = (message: string, line = 1): never => {
    throw new FormatError({ line, message }, file);
  };
  const root = record(parse(text, fail)) ?? fail('this is no notebook: its JSON is not an object');
  if (!Array.isArray(root['cells']))
    return fail('this is no Jupyter notebook of version 4: it has no list of cells');
  const metadata = record(root['metadata']) ?? {};
  const ours = record(metadata['trapdoor']) ?? {};
  const language = languageOf(metadata);
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const attached = new Attached(taken);
  const ids = Array.isArray(ours['ids']) ? ours['ids'] : [];
  const cells = root['cells'].map((value, i): Cell => {
    const given = record(value) ?? fail(`cell ${i + 1} is not an object`);
    const written = sourceOf(given['source']) ?? fail(`cell ${i + 1} has no source`);
    const source = attached.take(record(given['attachments']) ?? {}, written);
    if (source === undefined) count('attachments');
    if (Array.isArray(given['outputs']) && given['outputs'].length > 0) count('outputs');
    const id =
      [ids[i], given['id']].find((other) => typeof other === 'string' && /^[\w.:-]+$/.test(other)) ?? '';
    return {
      id: String(id),
      ...cellOf(String(given['cell_type']), source ?? written, keptOf(given['metadata']), language, count),
    };
  });
  unique(cells);
  deriveIds(cells);
  const meta = strings(ours['meta']);
  const title = meta['title'] ?? (typeof metadata['title'] === 'string' ? metadata['title'] : '');
  return {
    notebook: { title, meta: title === '' ? meta : { ...meta, title }, cells },
    files: attached.files,
    warnings: warningsOf(counts),
  };
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
    const kind = LANGUAGES[(magic?.[1] ?? language).replace(/^script /, '')];
    if (kind) return { kind, attributes: {}, source: magic ? source.slice(magic[0].length) : source };
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
    const what = error.message.replace(/ in JSON.*$|, ?(?:\.\.\.)?".*$/s, '').replace(/^JSON\.parse: /, '');
    return fail(`this is not JSON: ${what}`, brokenLine(text));
  }
}

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
  const name = record(metadata['language_info'])?.['name'] ?? record(metadata['kernelspec'])?.['language'];
  return typeof name === 'string' ? name.toLowerCase() : '';
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
