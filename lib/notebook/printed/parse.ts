// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this is about

/** A colour: its number in the palette of 256, or '#rrggbb'. */
export type Colour = number | string;

/** How a stretch of text looks where it is not plain. */
export interface Style {
  colour?: Colour;
  background?: Colour;
  bold?: boolean;
  faint?: boolean;
  italic?: boolean;
  underline?: boolean;
  inverse?: boolean;
  hidden?: boolean;
  struck?: boolean;
}

export interface Span {
  text: string;
  /** Absent: as the text around it. */
  style?: Style;
}

/** What a terminal is given, piece by piece. */
const PIECES = new RegExp(
  [
    // ECMA-48, 5.4: a control sequence, with its parameters, intermediate bytes and final byte.
    '\\x1b\\[(?<parameters>[0-?]*)(?<between>[ -/]*)(?<final>[@-~])',
    // 5.6: a string to the terminal, such as its title; and other escapes.
    '\\x1b[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?',
    '\\x1b[ -/]*[0-~]',
    '(?<control>[\\x00-\\x08\\x0a-\\x1f\\x7f])',
    '(?<text>[^\\x00-\\x08\\x0a-\\x1f\\x7f]+)',
  ].join('|'),
  'g',
);
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/;

/**
 * What a program printed, as a terminal would have it in the end: what was rubbed out or written over is gone, and text
 * has the look it was given. Movements beyond the line are left out.
 */
export function printed(given: string): Span[] {
  if (!CONTROLS.test(given)) return given === '' ? [] : [{ text: given }];
  const spans: Span[] = [];
  const line = new Line();
  let style: Style | undefined;
  for (const { groups = {} } of given.replace(/\r+\n/g, '\n').matchAll(PIECES)) {
    const { parameters, between, final, control, text } = groups;
    if (text !== undefined) line.write(text, style);
    else if (control === '\n') {
      line.end(spans);
      add(spans, '\n', undefined);
    } else if (control === '\r') line.go(0);
    else if (control === '\b') line.go(line.at - 1);
    else if (final === undefined || between !== '' || /^[<-?]/.test(parameters)) continue;
    else if (final === 'm') style = rendition(style, parameters);
    else line.obey(final, Number.parseInt(parameters, 10) || 0);
  }
  line.end(spans);
  return spans;
}

/** The text alone. */
export const plain = (given: string): string =>
  printed(given)
    .map(({ text }) => text)
    .join('');

/** Adds to the last span what looks like it. */
function add(spans: Span[], text: string, style: Style | undefined): void {
  const last = spans.at(-1);
  if (last && last.style === style) last.text += text;
  else spans.push(style ? { text, style } : { text });
}

/** A program that moves further to the right than any screen is wide gets no blanks for it. */
const MOST_COLUMNS = 4096;

/** The line that is being written, a cell for each character. */
class Line {
  at = 0;
  private cells: Span[] = [];
  /** Something was written over: blanks at the end are what rubbed it out. */
  private mended = false;

  write(text: string, style: Style | undefined): void {
    while (this.cells.length < this.at) this.cells.push({ text: ' ' });
    for (const character of text) this.cells[this.at++] = { text: character, style };
  }

  go(at: number): void {
    this.at = Math.max(0, Math.min(at, MOST_COLUMNS));
    this.mended = true;
  }

  /** Obeys a control sequence where it is about this line. ECMA-48, 8.3. */
  obey(final: string, count: number): void {
    const moves: Record<string, number> = {
      C: this.at + Math.max(1, count),
      D: this.at - Math.max(1, count),
      G: Math.max(1, count) - 1,
    };
    if (Object.hasOwn(moves, final)) this.go(moves[final]);
    else if (final === 'K') this.erase(count);
  }

  /** 0: from the cursor on; 1: up to it; 2: all of the line. */
  private erase(what: number): void {
    if (what === 0 || what === 2) this.cells.length = Math.min(this.cells.length, what === 2 ? 0 : this.at);
    else this.cells.fill({ text: ' ' }, 0, this.at + 1);
  }

  /** Hands the line over, and begins the next. */
  end(spans: Span[]): void {
    const { cells } = this;
    if (this.mended) while (cells.at(-1)?.text === ' ' && !cells.at(-1)?.style) cells.pop();
    for (const { text, style } of cells) add(spans, text, style);
    Object.assign(this, { at: 0, cells: [], mended: false });
  }
}

/** ECMA-48, 8.3.117 (SGR): what a parameter changes. */
const RENDITIONS: Record<number, Style> = {
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  8: { hidden: true },
  9: { struck: true },
  21: { underline: true },
  22: { bold: undefined, faint: undefined },
  23: { italic: undefined },
  24: { underline: undefined },
  27: { inverse: undefined },
  28: { hidden: undefined },
  29: { struck: undefined },
  39: { colour: undefined },
  49: { background: undefined },
};

/** The look after a sequence of renditions; undefined where it is plain again. */
function rendition(before: Style | undefined, parameters: string): Style | undefined {
  let style: Style = { ...before };
  const list = parameters.split(';');
  for (let i = 0; i < list.length; i++) {
    // Parameters of a parameter stand behind colons: 4:0 ends an underline, 38:2::255:0:0 is a colour.
    const [code, ...own] = list[i].split(':').map(Number);
    if (code === 0) style = {};
    else if (code === 38 || code === 48 || code === 58) {
      const follow = own.length > 0 ? own : list.slice(i + 1).map(Number);
      const { colour, used } = colourIn(follow, own.length > 0);
      if (own.length === 0) i += used;
      // 58 is the colour of the underline, which is the text's here.
      if (colour !== undefined && code !== 58) style[code === 38 ? 'colour' : 'background'] = colour;
    } else if (code === 4 && own[0] === 0) style.underline = undefined;
    else if (Object.hasOwn(RENDITIONS, code)) Object.assign(style, RENDITIONS[code]);
    else if (code >= 30 && code <= 37) style.colour = code - 30;
    else if (code >= 40 && code <= 47) style.background = code - 40;
    else if (code >= 90 && code <= 97) style.colour = code - 90 + 8;
    else if (code >= 100 && code <= 107) style.background = code - 100 + 8;
  }
  return Object.values(style).some((value) => value !== undefined) ? style : undefined;
}

/** ITU-T T.416, 13.1.8: "5; number" is a colour of the palette, "2; red; green; blue" one of its own. */
function colourIn([how, ...rest]: number[], colons: boolean): { colour: Colour | undefined; used: number } {
  if (how === 5) return { colour: rest[0] <= 255 ? rest[0] : undefined, used: 2 };
  if (how !== 2) return { colour: undefined, used: 1 };
  // Behind colons the number of a colour space may come first.
  const parts = colons && rest.length > 3 ? rest.slice(1, 4) : rest.slice(0, 3);
  const known = parts.length === 3 && parts.every((part) => part >= 0 && part <= 255);
  const hex = parts.map((part) => part.toString(16).padStart(2, '0')).join('');
  return { colour: known ? `#${hex}` : undefined, used: 4 };
}
