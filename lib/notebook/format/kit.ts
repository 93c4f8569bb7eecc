import type { Cell, Notebook } from '../types';
import { FormatError } from './document';
import { deriveIds } from './ids';
import { fenced, htmlCell, tagged, warningsOf } from './ipynb';
import { fromObservable } from './observable';

/**
 * Observable's notebooks as HTML files (its Notebook Kit): a <notebook> with a <script> for each cell, whose type says its
 * language.
 */
const CELL = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/** What a cell's type is here, and how it is written in that. */
const TYPES: Record<string, { kind: Cell['kind']; write?(source: string): string }> = {
  module: { kind: 'js' },
  'text/javascript': { kind: 'js' },
  'text/markdown': { kind: 'md' },
  'text/html': { kind: 'js', write: htmlCell },
  'application/x-tex': { kind: 'js', write: (source) => tagged('tex.block', source) },
  'application/vnd.observable.javascript': { kind: 'js', write: fromObservable },
};

/** Names of the languages that do not run here. */
const LANGUAGES: Record<string, string> = {
  'application/sql': 'sql',
  'text/vnd.graphviz': 'dot',
  'text/x-python': 'python',
  'text/x-r': 'r',
  'text/x-typescript': 'typescript',
  'application/vnd.node.javascript': 'javascript for Node',
};

/** Whether a text is such a file: before its <notebook> are a document's beginning and comments at most. */
export const isKit = (text: string): boolean =>
  /^\s*(?:<!doctype html>\s*|<!--.*?-->\s*|<html\b[^>]*>\s*|<head\b[^>]*>.*?<\/head>\s*|<body\b[^>]*>\s*)*<notebook\b/is.test(
    text,
  );

/** Reads such a file, and says what of it has no place here. Throws FormatError. */
export function fromKit(text: string, file: string): { notebook: Notebook; warnings: string[] } {
  const counts = new Map<string, number>();
  const cells = [...text.matchAll(CELL)].map(([, attributes, inside]): Cell => {
    const type = attribute(attributes, 'type') ?? 'module';
    // A script that is written into another is spelt <\/script.
    const source = dedented(inside.replace(/<\\(?=\\*\/script(?:\s|>))/gi, '<'));
    const known = TYPES[type];
    const hide: Record<string, string> = /\bhidden\b/.test(attributes) ? { hide: '' } : {};
    if (known) return { id: '', kind: known.kind, attributes: hide, source: known.write?.(source) ?? source };
    const language = LANGUAGES[type] ?? type;
    counts.set(language, (counts.get(language) ?? 0) + 1);
    return { id: '', kind: 'md', attributes: {}, source: fenced(source, language.split(' ')[0]) };
  });
  if (cells.length === 0)
    throw new FormatError({ line: 1, message: 'there is no cell in this <notebook>' }, file);
  deriveIds(cells);
  const title = decoded(/<title>([\s\S]*?)<\/title>/i.exec(text)?.[1] ?? '').trim();
  return {
    notebook: { title, meta: title === '' ? {} : { title }, cells },
    warnings: warningsOf(counts),
  };
}

/** The notebook as such a file. What runs on the lab's machine alone goes along as text. */
export function toKit({ title, cells }: Notebook): string {
  const scripts = cells.map(({ kind, source }, i) => {
    const [type, text] =
      kind === 'js' ? ['module', source] : ['text/markdown', kind === 'md' ? source : fenced(source, kind)];
    const inside = text.replace(/<(?=\\*\/script(?:\s|>))/gi, '<\\');
    const indented = inside.replace(/^(?=.)/gm, '    ');
    return `  <script id="${i + 1}" type="${type}">\n${indented}\n  </script>\n`;
  });
  const name = title.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
  return `<!doctype html>\n<notebook>\n  <title>${name}</title>\n${scripts.join('')}</notebook>\n`;
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** Cells are written indented by four. */
function dedented(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (lines[0].trim() === '') lines.shift();
  if (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => line.replace(/^ {4}/, '')).join('\n');
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};
const decoded = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
