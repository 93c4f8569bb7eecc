import type { Colour, Style } from './parse';

type Rgb = readonly [red: number, green: number, blue: number];

/** The first sixteen colours. As text they are made readable on what is behind them. */
// biome-ignore format: eight colours, and the same brighter
export const PALETTE: readonly string[] = [
  '#1c1f26', '#cc3b3b', '#2e9e5b', '#c79a1b', '#4c6fe0', '#b04cc0', '#1f9fae', '#c8ccd4',
  '#70767f', '#f0605c', '#4cc27f', '#e8bf4a', '#7d9bf5', '#d67be3', '#4fc6d3', '#f7f8fa',
];

/** What text stands on and is written with, unless it says otherwise: --paper and --ink of app/styles/tokens.css. */
export const THEMES = {
  light: { paper: '#ffffff', ink: '#17191e' },
  dark: { paper: '#101114', ink: '#e9ebee' },
} as const;

/** WCAG 2.2, 1.4.3. */
export const READABLE = 4.5;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** The steps of a channel in the palette's cube, 16 to 231. */
const CUBE = [0, 95, 135, 175, 215, 255];

/** A look as properties of CSS, right in both themes. */
export function look(style: Style): Record<string, string> {
  const { light, dark } = { light: colours(style, 'light'), dark: colours(style, 'dark') };
  const lines = [style.underline && 'underline', style.struck && 'line-through'].filter(Boolean);
  return {
    ...(light.text !== undefined && { color: `light-dark(${light.text}, ${dark.text})` }),
    ...(light.behind !== undefined && { backgroundColor: `light-dark(${light.behind}, ${dark.behind})` }),
    ...(style.bold && { fontWeight: '700' }),
    ...(style.italic && { fontStyle: 'italic' }),
    ...(lines.length > 0 && { textDecoration: lines.join(' ') }),
    ...(style.hidden && { opacity: '0' }),
  };
}

/** The two colours in a theme; undefined where they are what is there anyway. */
function colours({ colour, background, inverse, faint }: Style, theme: keyof typeof THEMES) {
  const { paper, ink } = THEMES[theme];
  const given = { text: rgbOf(colour ?? ink), behind: rgbOf(background ?? paper) };
  const text = inverse ? given.behind : given.text;
  const behind = inverse ? given.text : given.behind;
  const weak = faint ? mixed(text, behind, 0.4) : text;
  return {
    text:
      colour !== undefined || background !== undefined || inverse || faint
        ? hex(readable(weak, behind))
        : undefined,
    behind: background !== undefined || inverse ? hex(behind) : undefined,
  };
}

/** Number n of the palette as xterm has it: sixteen by name, a cube of 6 by 6 by 6, and 24 greys. */
function rgbOf(colour: Colour): Rgb {
  if (typeof colour === 'string') {
    const bits = Number.parseInt(colour.slice(1), 16);
    return [bits >> 16, (bits >> 8) & 255, bits & 255];
  }
  if (colour < 16) return rgbOf(PALETTE[colour]);
  if (colour < 232) {
    const at = colour - 16;
    return [CUBE[Math.floor(at / 36)], CUBE[Math.floor(at / 6) % 6], CUBE[at % 6]];
  }
  const grey = 8 + 10 * (colour - 232);
  return [grey, grey, grey];
}

const hex = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mixed = (a: Rgb, b: Rgb, share: number): Rgb =>
  [0, 1, 2].map((i) => a[i] + (b[i] - a[i]) * share) as unknown as Rgb;

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** A text's colour, moved towards black or white until it can be read on what is behind it. */
function readable(text: Rgb, behind: Rgb): Rgb {
  const end = contrast(BLACK, behind) > contrast(WHITE, behind) ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mixed(text, end, share);
    if (contrast(moved.map(Math.round) as unknown as Rgb, behind) >= READABLE) return moved;
  }
  return end;
}
