import MarkdownIt from 'markdown-it';
import type { Cell, CellKind, Notebook } from '../types';
import { type AttributeBlock, parseAttributes } from './attributes';
import { type FrontMatter, isFrontMatterLine, parseFrontMatter } from './frontmatter';
import { deriveIds } from './ids';
import { Lines } from './lines';

/**
 * A .md file taken apart so that it can be put together again byte for byte: the text is `opening`, then each piece's
 * `head + body + tail + gap`.
 */
export interface MarkdownFile {
  notebook: Notebook;
  /** Everything before the first cell: byte order mark, front matter, blank lines. */
  opening: string;
  front?: FrontMatter;
  pieces: Piece[];
  eol: '\n' | '\r\n';
  warnings: FormatProblem[];
}

/** One cell's place in the file. */
export interface Piece {
  cell: Cell;
  /** Opening fence, or the comment that names a Markdown cell, up to the source. */
  head: string;
  /** The source as it stands in the file. */
  body: string;
  /** Closing fence with the line end before it, without the one after it. */
  tail: string;
  /** Blank lines up to the next cell. */
  gap: string;
  fence?: Fence;
  /** Whether the file states the cell's id; otherwise it follows from its place. */
  stated: boolean;
  /** Line of the file on which the source starts, counting from 1. */
  line: number;
}

/** Shape of a cell's fence: three backticks or more, or tildes, perhaps indented. */
export interface Fence {
  marker: string;
  indent: number;
}

export interface FormatProblem {
  /** Counting from 1. */
  line: number;
  message: string;
}

/** A file that cannot be read as a notebook. The message names file, line and remedy. */
export class FormatError extends Error {
  constructor(
    readonly problem: FormatProblem,
    file: string,
  ) {
    super(`${file}:${problem.line}: ${problem.message}`);
    this.name = 'FormatError';
  }
}

const KINDS: ReadonlySet<string> = new Set<CellKind>(['md', 'js', 'asm', 'c', 'sh', 'exercise']);
const OPENING_FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*(\w+)[ \t]*(\{.*)$/;
const SEPARATOR = /^ {0,3}<!--[ \t]*cell(?:[ \t]+([\w.:-]+?))?[ \t]*-->[ \t]*$/;
const blocks = new MarkdownIt('commonmark');

/** A cell as found: lines `from` to `to`, the source between `bodyFrom` and `bodyTo` (offsets). */
interface Found {
  kind: CellKind;
  block: AttributeBlock;
  from: number;
  to: number;
  bodyFrom: number;
  bodyTo: number;
  fence?: Fence;
}

/** Reads a notebook file. Throws FormatError when a fence or the front matter stays open or an id appears twice. */
export function parseFile(text: string, file = 'notebook.md'): MarkdownFile {
  const lines = new Lines(text);
  const { first, front } = readFrontMatter(lines, file);
  const { found, warnings } = readCells(lines, first, file);
  const pieces = found.map((cell, i) => toPiece(lines, cell, found[i + 1]));
  nameCells(pieces, found, file);

  const cells = pieces.map((piece) => piece.cell);
  const meta = front?.meta ?? {};
  return {
    notebook: { title: meta['title'] ?? headingOf(cells), meta, cells },
    opening: text.slice(0, found.length > 0 ? lines.offset(found[0].from) : text.length),
    front,
    pieces,
    eol: lines.eol,
    warnings,
  };
}

/** Front matter is closed, and its first line that says anything is a key or a comment; else the dashes are a rule. */
function readFrontMatter(lines: Lines, file: string): { first: number; front?: FrontMatter } {
  if (!/^---[ \t]*$/.test(lines.at(0))) return { first: 0 };
  let line = 1;
  while (line < lines.count && lines.blank(line)) line++;
  if (!isFrontMatterLine(lines.at(line))) return { first: 0 };
  for (; line < lines.count; line++) {
    if (!/^---[ \t]*$/.test(lines.at(line))) continue;
    const inner = Array.from({ length: line - 1 }, (_, i) => lines.at(i + 1));
    return { first: line + 1, front: parseFrontMatter(inner) };
  }
  const message = 'the front matter opened here is never closed; end it with a line of ---';
  throw new FormatError({ line: 1, message }, file);
}

/** Walks the blocks CommonMark sees at the top level: cell fences, separators, and the prose between them. */
function readCells(lines: Lines, first: number, file: string): { found: Found[]; warnings: FormatProblem[] } {
  const found: Found[] = [];
  const warnings: FormatProblem[] = [];
  const text = lines.text.slice(lines.offset(first));
  let line = first;
  let separator: { at: number; id?: string } | undefined;

  const prose = (to: number) => {
    const cell = readProse(lines, line, to, separator);
    if (cell) found.push(cell);
    separator = undefined;
  };
  for (const token of blocks.parse(text, {})) {
    if (token.level !== 0 || !token.map) continue;
    const [from, to] = [token.map[0] + first, token.map[1] + first];
    if (token.type === 'html_block') {
      const match = to === from + 1 || lines.blank(from + 1) ? SEPARATOR.exec(lines.at(from)) : null;
      if (!match) continue;
      prose(from);
      separator = { at: from, id: match[1] };
      line = from;
    } else if (token.type === 'fence') {
      const opening = readOpening(lines.at(from), token.markup);
      if (opening === 'broken') {
        const message =
          'these attributes cannot be read, so the block stays prose; write them as {name=chart args="1 2"}';
        warnings.push({ line: from + 1, message });
      }
      if (!opening || opening === 'broken') continue;
      if (!closes(lines, from, to, opening.fence)) {
        const message = `the fence opened here is never closed; end it with a line of ${opening.fence.marker}`;
        throw new FormatError({ line: from + 1, message }, file);
      }
      prose(from);
      const bodyTo = to - from > 2 ? lines.end(to - 2) : lines.offset(from + 1);
      found.push({ ...opening, from, to, bodyFrom: lines.offset(from + 1), bodyTo });
      line = to;
    }
  }
  prose(lines.count);
  return { found, warnings };
}

/** Prose from `line` up to `to`, without the blank lines around it; undefined when it is blank and not announced. */
function readProse(
  lines: Lines,
  line: number,
  to: number,
  separator: { at: number; id?: string } | undefined,
): Found | undefined {
  let from = separator ? separator.at + 1 : line;
  while (from < to && lines.blank(from)) from++;
  let last = to;
  while (last > from && lines.blank(last - 1)) last--;
  if (from === last && !separator) return undefined;
  const block: AttributeBlock = { id: separator?.id, values: {} };
  if (from === last && separator) {
    const end = lines.end(separator.at);
    return { kind: 'md', block, from: separator.at, to: separator.at + 1, bodyFrom: end, bodyTo: end };
  }
  return {
    kind: 'md',
    block,
    from: separator?.at ?? from,
    to: last,
    bodyFrom: lines.offset(from),
    bodyTo: lines.end(last - 1),
  };
}

type Opening = Pick<Found, 'kind' | 'block'> & { fence: Fence };

function readOpening(line: string, marker: string): Opening | 'broken' | undefined {
  const match = OPENING_FENCE.exec(line);
  if (!match || !KINDS.has(match[3])) return undefined;
  const block = parseAttributes(match[4]);
  if (!block) return /^\{[\s\d,-]+\}/.test(match[4]) ? undefined : 'broken';
  return { kind: match[3] as CellKind, block, fence: { marker, indent: match[1].length } };
}

function closes(lines: Lines, from: number, to: number, { marker }: Fence): boolean {
  const last = lines.at(to - 1).trim();
  return to - 1 > from && last.length >= marker.length && last === marker[0].repeat(last.length);
}

function toPiece(lines: Lines, found: Found, next: Found | undefined): Piece {
  const { text } = lines;
  const { kind, block, fence } = found;
  const end = lines.end(found.to - 1);
  const body = text.slice(found.bodyFrom, found.bodyTo);
  const { name, ...attributes } = block.values;
  const cell: Cell = { id: '', kind, attributes, source: sourceOf(body, fence?.indent ?? 0) };
  if (name !== undefined) cell.name = name;
  return {
    cell,
    head: text.slice(lines.offset(found.from), found.bodyFrom),
    body,
    tail: text.slice(found.bodyTo, Math.max(end, found.bodyTo)),
    gap: text.slice(Math.max(end, found.bodyTo), next ? lines.offset(next.from) : text.length),
    fence,
    stated: block.id !== undefined,
    line: new Lines(text.slice(0, found.bodyFrom)).count + 1,
  };
}

/** A body as a cell's source: line ends as \n, and without the indentation of its fence (CommonMark 4.5). */
function sourceOf(body: string, indent: number): string {
  const source = body.replace(/\r\n?/g, '\n');
  return indent === 0 ? source : source.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
}

function nameCells(pieces: Piece[], found: Found[], file: string): void {
  const seen = new Map<string, number>();
  pieces.forEach((piece, i) => {
    const { id } = found[i].block;
    if (id === undefined) return;
    const line = found[i].from + 1;
    const earlier = seen.get(id);
    if (earlier !== undefined) {
      throw new FormatError(
        { line, message: `the id ${id} is already that of the cell at line ${earlier}` },
        file,
      );
    }
    seen.set(id, line);
    piece.cell.id = id;
  });
  deriveIds(pieces.map((piece) => piece.cell));
}

/** The first heading of a notebook without a title. */
function headingOf(cells: Cell[]): string {
  for (const cell of cells) {
    const match = cell.kind === 'md' ? /^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(cell.source) : null;
    if (match) return match[1];
  }
  return '';
}
