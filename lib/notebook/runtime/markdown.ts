import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import { callouts } from './callout';
import type { Template } from './interpolate';
import { math } from './math';
import { tasks } from './tasks';

// Quotes are set as in print. Signs are not: 47..39, --help and (c) mean what they say.
const renderer = new MarkdownIt({ html: true, linkify: true, typographer: true })
  .disable('replacements')
  .use(footnotes)
  .use(math)
  .use(callouts)
  .use(tasks);

/** Stands for value n while the text is rendered; private-use characters, which no prose has. */
const slot = (n: number) => `\uE000${n}\uE001`;
const SLOT = /\uE000(\d+)\uE001/;
const SLOTS = /\uE000(\d+)\uE001/g;
/** markdown-it writes addresses in percent encoding. */
const SLOTS_IN_ADDRESS = /%EE%80%80(\d+)%EE%80%81/g;

/** Markdown with values in its holes, as a fragment: nodes are put in as they are, all else as text. */
export function renderMarkdown({ texts }: Template, values: unknown[], document: Document): DocumentFragment {
  const source = texts.map((text, i) => (i < values.length ? text + slot(i) : text)).join('');
  const template = document.createElement('template');
  template.innerHTML = renderer.render(source);
  const walker = document.createTreeWalker(template.content, 1 | 4 /* elements and texts */);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 3) found.push(node as Text);
    else fillAttributes(node as Element, values);
  }
  for (const text of found) fillText(text, values);
  return template.content;
}

function fillAttributes(element: Element, values: unknown[]): void {
  for (const { name, value } of [...element.attributes]) {
    const filled = value
      .replace(SLOTS, (_, n) => toText(values[Number(n)]))
      .replace(SLOTS_IN_ADDRESS, (_, n) => encodeURI(toText(values[Number(n)])));
    if (filled !== value) element.setAttribute(name, filled);
  }
}

function fillText(text: Text, values: unknown[]): void {
  for (let rest: Text | undefined = text; rest; ) {
    const match = SLOT.exec(rest.data);
    if (!match) return;
    const hole: Text = rest.splitText(match.index);
    rest = hole.splitText(match[0].length);
    hole.replaceWith(...toNodes(values[Number(match[1])], text.ownerDocument));
  }
}

function toNodes(value: unknown, document: Document): (Node | string)[] {
  if (Array.isArray(value)) return value.flatMap((item) => toNodes(item, document));
  return isNode(value) ? [value] : [toText(value)];
}

/** Whether a value is a DOM node, of whatever window. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'ownerDocument' in value;
}

function toText(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(12)));
  return value === undefined || value === null ? '' : String(value);
}
