/** An SVG that needs nothing around it: its fonts, colours, title and legend are written into it. */
export interface StandaloneSvg {
  text: string;
  width: number;
  height: number;
}

const NS = 'http://www.w3.org/2000/svg';

/** What style sheets and inheritance decide, and an SVG alone would lose. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
  'display',
] as const;

const PADDING = 16;
const FALLBACK_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** A chart of Plot as one SVG; a figure's title, subtitle, legends and caption become part of it. */
export function toSvg(chart: Element): StandaloneSvg {
  const plots = chart.localName === 'svg' ? [chart] : [...chart.querySelectorAll(':scope > svg')];
  const plot = plots.at(-1) ?? chart.querySelector('svg');
  if (!plot) throw new Error('there is no chart here to export');
  const page = new Page(chart);
  if (chart !== plot) {
    for (const part of chart.children) {
      if (part === plot) page.add(inlined(plot), ...sizeOf(plot));
      else if (part.localName === 'svg') page.add(inlined(part), ...sizeOf(part), 8);
      else if (part.localName === 'h2') page.write(part, 16, 600, 24);
      else if (part.localName === 'h3') page.write(part, 13, 400, 22);
      else if (part.localName === 'figcaption') page.write(part, 12, 400, 24);
      else if (part.querySelector('svg')) page.swatches(part);
    }
  } else page.add(inlined(plot), ...sizeOf(plot));
  return page.finish();
}

/** An SVG being filled from top to bottom. */
class Page {
  private readonly svg: SVGElement;
  private readonly ink: string;
  private readonly paper: string;
  private width = 0;
  private top = PADDING;

  constructor(private readonly chart: Element) {
    const { ownerDocument: document } = chart;
    this.svg = document.createElementNS(NS, 'svg');
    this.ink = token(chart, '--ink', '#17191e');
    this.paper = token(chart, '--paper', '#ffffff');
  }

  add(part: Element, width: number, height: number, gap = 0): void {
    part.setAttribute('x', String(PADDING));
    part.setAttribute('y', String(this.top));
    this.svg.append(part);
    this.width = Math.max(this.width, width);
    this.top += height + gap;
  }

  write(element: Element, size: number, weight: number, line: number): void {
    this.text(element.textContent?.trim() ?? '', PADDING, this.top + size, size, weight);
    this.top += line;
  }

  /** Plot's legend of an ordinal scale: spans with a small SVG and a name. */
  swatches(legend: Element): void {
    let left = PADDING;
    for (const item of legend.querySelectorAll('svg')) {
      const swatch = inlined(item);
      swatch.setAttribute('x', String(left));
      swatch.setAttribute('y', String(this.top + 2));
      this.svg.append(swatch);
      const name = item.parentElement?.textContent?.trim() ?? '';
      this.text(name, left + 21, this.top + 13.5, 12, 400);
      left += 21 + name.length * 7 + 16;
    }
    this.top += 28;
  }

  finish(): StandaloneSvg {
    const [width, height] = [this.width + 2 * PADDING, this.top + PADDING];
    const { svg } = this;
    svg.setAttribute('width', String(width));
    svg.setAttribute('height', String(height));
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const paper = svg.ownerDocument.createElementNS(NS, 'rect');
    for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: this.paper }))
      paper.setAttribute(name, value);
    svg.prepend(paper);
    const label =
      this.chart.getAttribute('aria-label') ??
      this.chart.querySelector('[aria-label]')?.getAttribute('aria-label');
    if (label) {
      const title = svg.ownerDocument.createElementNS(NS, 'title');
      title.textContent = label;
      svg.prepend(title);
    }
    const { XMLSerializer } = svg.ownerDocument.defaultView ?? globalThis;
    return { text: new XMLSerializer().serializeToString(svg), width, height };
  }

  private text(text: string, x: number, y: number, size: number, weight: number): void {
    const element = this.svg.ownerDocument.createElementNS(NS, 'text');
    const attributes = {
      x,
      y,
      fill: this.ink,
      'font-size': size,
      'font-weight': weight,
      'font-family': fontOf(this.chart),
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.textContent = text;
    this.svg.append(element);
  }
}

/** A copy with the computed values of what style sheets decide written into it as attributes. */
function inlined(svg: Element): Element {
  const copy = svg.cloneNode(true) as Element;
  const originals = [svg, ...svg.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    if (element.localName === 'style' || element.localName === 'title') return;
    const computed = svg.ownerDocument.defaultView?.getComputedStyle(originals[i]);
    for (const name of PROPERTIES) {
      const own = element.getAttribute(name);
      const value = computed?.getPropertyValue(name) || own;
      if (value && (own !== null || originals[i] === svg || changes(originals[i], name, value))) {
        element.setAttribute(
          name,
          name === 'font-family' ? fontOf(originals[i]) : resolved(originals[i], value),
        );
      }
    }
    element.removeAttribute('style');
    element.removeAttribute('class');
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  const [width, height] = sizeOf(svg);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('overflow', 'visible');
  return copy;
}

/** Whether a value differs from the parent's, so that inheriting would not give it. */
function changes(element: Element, name: string, value: string): boolean {
  const parent = element.parentElement;
  return (
    !parent || element.ownerDocument.defaultView?.getComputedStyle(parent).getPropertyValue(name) !== value
  );
}

/** A value with `var(--name, fallback)` and `currentColor` replaced by colours; browsers have done so already. */
function resolved(element: Element, value: string): string {
  const plain = value.replace(
    /var\((--[\w-]+)(?:,\s*([^()]*))?\)/g,
    (_, name: string, fallback = 'currentColor') => token(element, name, fallback),
  );
  if (plain !== 'currentColor') return plain;
  const colour = element.ownerDocument.defaultView?.getComputedStyle(element).color ?? '';
  return colour === '' || colour.includes('var(') ? '#17191e' : colour;
}

/** A colour token as it is where the chart stands; tokens are pairs for light and dark, which only an element resolves. */
function token(near: Element, name: string, fallback: string): string {
  const probe = near.ownerDocument.createElement('span');
  probe.style.color = `var(${name}, ${fallback})`;
  (near.closest('.output') ?? near.ownerDocument.body).append(probe);
  const colour = near.ownerDocument.defaultView?.getComputedStyle(probe).color ?? '';
  probe.remove();
  return colour === '' || colour.includes('var(') ? fallback : colour;
}

function fontOf(element: Element): string {
  const family = element.ownerDocument.defaultView?.getComputedStyle(element).getPropertyValue('font-family');
  return !family || family.includes('var(') ? FALLBACK_FONT : family;
}

function sizeOf(svg: Element): [number, number] {
  const box = svg
    .getAttribute('viewBox')
    ?.split(/[\s,]+/)
    .map(Number);
  return [
    Number(svg.getAttribute('width')) || box?.[2] || 0,
    Number(svg.getAttribute('height')) || box?.[3] || 0,
  ];
}
