import type { Cell, Notebook } from '../types';
import { writeAttributes } from './attributes';
import { type MarkdownFile, type Piece, parseFile } from './document';
import { writeFrontMatter } from './frontmatter';

/** How a cell must be written for the file to read back the same; each set only where it has to be. */
interface Needs {
  /** State the cell's id. */
  id: Set<string>;
  /** Put a Markdown cell into a fence of its own: its text would be read as something else. */
  fence: Set<string>;
}

/**
 * Writes a notebook as its .md file. Cells that have not changed since `original` keep their bytes, so that an
 * unchanged file comes back as it was and an edit is a small diff.
 */
export function writeFile(notebook: Notebook, original = ''): string {
  const base = parseFile(original);
  const needs: Needs = { id: new Set(), fence: new Set() };
  for (let round = 0; round < 4; round++) {
    const text = compose(notebook, base, needs);
    if (!addNeeds(notebook, text, needs)) return text;
  }
  for (const cell of notebook.cells) {
    needs.id.add(cell.id);
    if (cell.kind === 'md') needs.fence.add(cell.id);
  }
  return compose(notebook, base, needs);
}

/** Reads `text` back and notes what it would lose; false when it loses nothing. */
function addNeeds(notebook: Notebook, text: string, needs: Needs): boolean {
  const before = needs.id.size + needs.fence.size;
  const back = readBack(text);
  if (back && back.length === notebook.cells.length) {
    notebook.cells.forEach((cell, i) => {
      if (back[i].id !== cell.id) needs.id.add(cell.id);
      if (cell.kind === 'md' && normal(back[i].source) !== normal(cell.source)) needs.fence.add(cell.id);
    });
  } else {
    for (const cell of notebook.cells) {
      if (cell.kind === 'md' && !standsAlone(cell.source)) needs.fence.add(cell.id);
    }
  }
  const faithful = back?.length === notebook.cells.length && needs.id.size + needs.fence.size === before;
  return !faithful;
}

function readBack(text: string): Cell[] | undefined {
  try {
    return parseFile(text).notebook.cells;
  } catch {
    return undefined; // FormatError: the text does not read back at all, which is the answer
  }
}

const NEXT = { fence: '```js {#next}\n```', id: 'next' };

/** Whether prose is read back as one Markdown cell and leaves the cell after it alone. */
function standsAlone(source: string): boolean {
  const cells = readBack(`\n${source}\n\n${NEXT.fence}`);
  return cells?.length === 2 && cells[0].source === normal(source) && cells[1].id === NEXT.id;
}

function compose(notebook: Notebook, base: MarkdownFile, needs: Needs): string {
  const { eol } = base;
  const places = new Map(base.pieces.map((piece, i) => [piece.cell.id, i]));
  let text = openingOf(notebook, base);
  if (notebook.cells.length > 0 && text !== '' && !/[\n\r\uFEFF]$/.test(text)) text += eol;
  let afterProse = false;
  notebook.cells.forEach((cell, i) => {
    const place = places.get(cell.id) ?? -1;
    const was: Piece | undefined = base.pieces[place];
    const prose = cell.kind === 'md' && !needs.fence.has(cell.id) && !hasAttributes(cell) && !was?.fence;
    const stated = needs.id.has(cell.id) || (was?.stated ?? false);
    const comment = stated || afterProse || cell.source === '';
    text += prose ? writeProse(cell, was, comment, stated, eol) : writeFenced(cell, was, stated, eol);
    afterProse = prose;
    const next = notebook.cells[i + 1];
    const neighbours = next && base.pieces[place + 1]?.cell.id === next.id;
    if (!next) text += base.pieces.at(-1)?.gap ?? eol;
    else text += was && neighbours && /[\r\n]/.test(was.gap) ? was.gap : eol + eol;
  });
  return text;
}

/** Front matter and what else stands before the first cell. */
function openingOf(notebook: Notebook, base: MarkdownFile): string {
  const meta = { ...notebook.meta };
  if (notebook.title !== base.notebook.title || meta['title'] !== undefined) meta['title'] = notebook.title;
  const was = base.notebook.meta;
  const same =
    Object.keys(meta).length === Object.keys(was).length &&
    Object.keys(meta).every((key) => meta[key] === was[key]);
  if (same) return base.opening;
  const { eol } = base;
  const bom = base.opening.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = writeFrontMatter(base.front ?? { lines: [], meta: {} }, meta);
  const after = base.front ? /---[ \t]*((?:\r\n?|\n)[ \t\r\n]*)?$/.exec(base.opening)?.[1] : undefined;
  if (lines.length === 0) return bom;
  return `${bom}---${eol}${lines.join(eol)}${eol}---${after ?? eol}`;
}

/** A Markdown cell as bare prose; `comment` tells it from the one before, or says its id. */
function writeProse(
  cell: Cell,
  was: Piece | undefined,
  comment: boolean,
  stated: boolean,
  eol: string,
): string {
  const commented = was !== undefined && was.head !== '';
  if (was && sameCell(cell, was.cell) && stated === was.stated && (commented || !comment))
    return was.head + was.body;
  const body = inFile(cell.source, eol);
  if (!comment) return body;
  const head = `<!-- cell${stated ? ` ${cell.id}` : ''} -->`;
  return body === '' ? head : `${head}${eol}${body}`;
}

function writeFenced(cell: Cell, was: Piece | undefined, stated: boolean, eol: string): string {
  const keeps = was?.fence && stated === was.stated;
  if (keeps && sameCell(cell, was.cell)) return was.head + was.body + was.tail;
  const name: Record<string, string> = cell.name === undefined ? {} : { name: cell.name };
  const attributes = writeAttributes({
    id: stated ? cell.id : undefined,
    values: { ...name, ...cell.attributes },
  });
  const marker = fenceFor(cell.source, attributes, was?.fence?.marker);
  const keepsHead =
    keeps && was.fence?.indent === 0 && marker === was.fence.marker && sameHead(cell, was.cell);
  const head = keepsHead ? was.head : `${marker}${cell.kind} ${attributes}${eol}`;
  const body = inFile(cell.source, eol);
  return `${head}${body}${body === '' ? '' : eol}${marker}`;
}

/** The shortest fence that no line of the source closes; the one the file had, when it still serves. */
function fenceFor(source: string, attributes: string, had: string | undefined): string {
  const char = attributes.includes('`') ? '~' : (had?.[0] ?? '`');
  let length = had?.[0] === char ? had.length : 3;
  for (const [, run] of source.matchAll(new RegExp(`^ {0,3}(\\${char}{3,})`, 'gm')))
    length = Math.max(length, run.length + 1);
  return char.repeat(length);
}

const inFile = (source: string, eol: string) => normal(source).replaceAll('\n', eol);
const normal = (source: string) => source.replace(/\r\n?/g, '\n');
const hasAttributes = (cell: Cell) => cell.name !== undefined || Object.keys(cell.attributes).length > 0;
const sameCell = (a: Cell, b: Cell) => a.id === b.id && normal(a.source) === b.source && sameHead(a, b);

function sameHead(a: Cell, b: Cell): boolean {
  const [keys, others] = [Object.keys(a.attributes), Object.keys(b.attributes)];
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    keys.length === others.length &&
    keys.every((key) => a.attributes[key] === b.attributes[key])
  );
}
