import { look } from '../printed/look';
import { printed } from '../printed/parse';
import type { CellOutput } from '../types';
import { CallRows } from './callRows';
import { isNode } from './markdown';
import { ProgramValue } from './value';

/** Characters shown of a long text: its head and its tail. */
const HEAD = 12_000;
const TAIL = 4_000;
/** A table of more rows than these scrolls. */
const WHOLE_TABLE = 24;
const TABLE = { rows: 16.5, select: false };
/** Calls put into a table; more are better filtered or counted. */
const MOST_CALLS = 5000;

/** Where a cell shows what it displays. */
export class CellView {
  /** HTML of an earlier visit stands here until the cell is evaluated. */
  private keeping = false;

  constructor(
    readonly root: HTMLElement,
    private readonly table: (rows: object[], options?: Record<string, unknown>) => HTMLElement,
  ) {}

  /** Shows a kept output while nothing of its own is there; the session has sanitised it. */
  keep(html: NonNullable<CellOutput['html']>): void {
    if (this.root.childNodes.length > 0 && !this.keeping) return;
    this.root.innerHTML = html;
    this.keeping = true;
  }

  clear(): void {
    this.keeping = false;
    this.root.replaceChildren();
  }

  /** Leaves a kept output standing. */
  clearOwn(): void {
    if (!this.keeping) this.clear();
  }

  /** Says how far an experiment has come, in place of what stood there; it goes when something is displayed. */
  progress(done: number, total: number): void {
    const document = this.root.ownerDocument;
    let bar = this.root.querySelector<HTMLElement>(':scope > .progress');
    if (!bar) {
      bar = document.createElement('p');
      bar.className = 'progress';
      bar.append(document.createElement('progress'), document.createElement('span'));
      this.root.prepend(bar);
    }
    const [meter, words] = bar.children as unknown as [HTMLProgressElement, HTMLElement];
    meter.max = total;
    meter.value = done;
    meter.setAttribute('aria-label', 'Runs');
    words.textContent = ` ${done} of ${total} runs`;
    if (done === total) bar.remove();
  }

  display(value: unknown): void {
    if (this.keeping) this.clear();
    if (value !== undefined) this.root.append(this.toNode(value));
  }

  /** The output as HTML: what the reader has put into forms and drawn on canvases is written into it. */
  toHtml(): string {
    const copy = this.root.cloneNode(true) as HTMLElement;
    const originals = this.root.querySelectorAll('input, select, textarea, canvas');
    copy.querySelectorAll('input, select, textarea, canvas').forEach((element, i) => {
      freeze(element, originals[i]);
    });
    return copy.innerHTML;
  }

  private toNode(value: unknown): Node {
    const document = this.root.ownerDocument;
    if (isNode(value)) return value;
    if (value instanceof ProgramValue) return this.toNode(value.counts);
    if (value instanceof CallRows)
      return this.toNode(Array.from({ length: Math.min(value.length, MOST_CALLS) }, (_, i) => value.at(i)));
    if (isRows(value))
      return this.table(
        value,
        value.length <= WHOLE_TABLE ? { ...TABLE, rows: value.length, height: null } : TABLE,
      );
    const pre = document.createElement('pre');
    pre.className = 'value';
    pre.append(...coloured(shortened(inspect(value)), document));
    return pre;
  }
}

/** A text with the colours that a program gave it. */
function coloured(text: string, document: Document): Node[] {
  return printed(text).map(({ text, style }) => {
    if (!style) return document.createTextNode(text);
    const span = document.createElement('span');
    Object.assign(span.style, look(style));
    span.textContent = text;
    return span;
  });
}

/** Rows that read best as a table: plain objects, or runs, with at least one field. */
function isRows(value: unknown): value is object[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row) || isNode(row)) return false;
    return Object.values(row).every(
      (field) => typeof field !== 'object' || field === null || field instanceof Date,
    );
  });
}

/** A long text without its middle, cut at ends of lines where there are some. */
function shortened(text: string): string {
  if (text.length <= HEAD + TAIL) return text;
  const end = text.lastIndexOf('\n', HEAD);
  const start = text.indexOf('\n', text.length - TAIL);
  const head = text.slice(0, end > HEAD / 2 ? end : HEAD);
  const tail = text.slice(start >= 0 && start < text.length - 1 ? start + 1 : text.length - TAIL);
  const left = (text.length - head.length - tail.length).toLocaleString('en-US');
  return `${head}\n… ${left} characters …\n${tail}`;
}

/** A value as text, near to how it would be written in the language. */
export function inspect(value: unknown, depth = 3, seen: unknown[] = []): string {
  if (typeof value === 'string') return seen.length === 0 ? value : JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Error || value instanceof RegExp) return String(value);
  if (seen.includes(value)) return '(circular)';
  const name = value.constructor?.name ?? '';
  const inside = (item: unknown) => inspect(item, depth - 1, [...seen, value]);
  if (value instanceof Map) return `Map ${inside(Object.fromEntries(value))}`;
  if (value instanceof Set) return `Set ${inside([...value])}`;
  const items =
    ArrayBuffer.isView(value) && 'length' in value
      ? Array.from(value as unknown as ArrayLike<number>)
      : value;
  const head = name === 'Object' || name === 'Array' || name === '' ? '' : `${name} `;
  if (Array.isArray(items)) {
    if (depth === 0) return `${head}[… ${items.length}]`;
    const shown = items.slice(0, 100).map(inside);
    return `${head}${bracket('[', [...shown, ...(items.length > 100 ? [`… ${items.length - 100} more`] : [])], ']')}`;
  }
  if (depth === 0) return `${head}{…}`;
  const fields = Object.entries(value).map(
    ([key, field]) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${inside(field)}`,
  );
  return `${head}${bracket('{', fields, '}')}`;
}

function bracket(open: string, items: string[], close: string): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (line.length <= 100 && !line.includes('\n')) return line;
  return `${open}\n${items.map((item) => `  ${item.replaceAll('\n', '\n  ')}`).join(',\n')}\n${close}`;
}

function freeze(copy: Element, original: Element): void {
  const tag = copy.localName;
  if (tag === 'input') {
    const { value, checked } = original as HTMLInputElement;
    copy.setAttribute('value', value);
    copy.toggleAttribute('checked', checked);
  } else if (tag === 'textarea') {
    copy.textContent = (original as HTMLTextAreaElement).value;
  } else if (tag === 'select') {
    const { selectedOptions } = original as HTMLSelectElement;
    const chosen = new Set(
      [...(original as HTMLSelectElement).options].flatMap((o, i) =>
        [...selectedOptions].includes(o) ? [i] : [],
      ),
    );
    [...(copy as HTMLSelectElement).options].forEach((option, i) => {
      option.toggleAttribute('selected', chosen.has(i));
    });
  } else {
    const image = copy.ownerDocument.createElement('img');
    image.src = (original as HTMLCanvasElement).toDataURL();
    image.style.cssText = (original as HTMLElement).style.cssText;
    copy.replaceWith(image);
  }
}
