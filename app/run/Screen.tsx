'use client';
import type { ITheme, Terminal as Xterm } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef } from 'react';
import { PALETTE, READABLE } from '../../lib/notebook/printed/look';
import { useTheme } from '../shell/useTheme';
import styles from './run.module.css';
import { MOST_COLUMNS, MOST_ROWS, rowsFor } from './window';

interface Props {
  /** All that was printed so far. */
  text: string;
  keyboard: { awaited: boolean; raw: boolean };
  onType(bytes: Uint8Array): void;
  onResize(rows: number, columns: number): void;
  /** The reader wants out of the terminal. */
  onLeave(): void;
}

const FONT_SIZE = 13;
/** Room that the terminal keeps for its scroll bar, px. */
const SCROLL_BAR = 14;

const HUES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
/** The palette's first sixteen by the terminal's names. */
const COLOURS = [...HUES, ...HUES.map((hue) => `bright${hue[0].toUpperCase()}${hue.slice(1)}`)];

/** Keys that phones lack, as the bytes they send. */
const KEYS = [
  { label: 'Ctrl-C', what: 'interrupts', byte: 3 },
  { label: 'Ctrl-D', what: 'ends the input', byte: 4 },
] as const;

/**
 * The terminal of a program that reads its keyboard. The terminal library is loaded when the first such program waits.
 * Escape leaves it, unless the program takes single keys; Ctrl+] always does.
 */
export function Screen({ text, keyboard, onType, onResize, onLeave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Xterm>(undefined);
  const written = useRef(0);
  const latest = useRef({ text, keyboard, onType, onResize, onLeave });
  latest.current = { text, keyboard, onType, onResize, onLeave };
  const theme = useTheme();

  // biome-ignore lint/correctness/useExhaustiveDependencies: one terminal for as long as this is shown
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let closed = false;
    const wants = element.closest('[data-cell]')?.contains(document.activeElement) === true;
    void open(element).then((made) => {
      if (closed) {
        made.dispose();
        return;
      }
      terminal.current = made;
      if (made.cols !== MOST_COLUMNS) latest.current.onResize(MOST_ROWS, made.cols);
      made.onData((data) => latest.current.onType(new TextEncoder().encode(data)));
      made.onBinary((data) =>
        latest.current.onType(Uint8Array.from(data, (character) => character.charCodeAt(0))),
      );
      made.attachCustomKeyEventHandler((event) => {
        const leaves =
          (event.key === 'Escape' && !latest.current.keyboard.raw) || (event.ctrlKey && event.key === ']');
        if (leaves && event.type === 'keydown') latest.current.onLeave();
        return !leaves;
      });
      print();
      if (wants) made.focus();
    });
    return () => {
      closed = true;
      terminal.current?.dispose();
      terminal.current = undefined;
      written.current = 0;
    };
  }, []);

  const print = () => {
    const made = terminal.current;
    if (!made) return;
    const { text: all, keyboard: modes } = latest.current;
    const rows = () => rowsFor(made.buffer.active.baseY + made.buffer.active.cursorY + 1, modes.raw);
    made.write(all.slice(written.current), () => rows() > made.rows && made.resize(made.cols, rows()));
    written.current = all.length;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: prints what has come since
  useEffect(print, [text, keyboard.raw]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's colours are read anew when its theme changes
  useEffect(() => {
    if (terminal.current && place.current) terminal.current.options.theme = colours(place.current);
  }, [theme]);

  return (
    <div className={styles.panel}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the parts of a form */}
      <div className={styles.screen} ref={place} data-keyboard role="group" aria-label="Terminal" />
      <p className={styles.keys}>
        <span>{keyboard.awaited ? 'Reads the keyboard' : 'Runs'}</span>
        {KEYS.map(({ label, what, byte }) => (
          <button type="button" key={label} title={what} onClick={() => onType(Uint8Array.of(byte))}>
            {label}
          </button>
        ))}
      </p>
    </div>
  );
}

async function open(element: HTMLElement): Promise<Xterm> {
  const { Terminal } = await import('@xterm/xterm');
  const { fontFamily } = getComputedStyle(element);
  await document.fonts.load(`${FONT_SIZE}px ${fontFamily}`);
  const made = new Terminal({
    cols: columnsIn(element, fontFamily),
    rows: rowsFor(1, false),
    fontFamily,
    fontSize: FONT_SIZE,
    lineHeight: 1.4,
    scrollback: 5000,
    screenReaderMode: true,
    minimumContrastRatio: READABLE,
    theme: colours(element),
  });
  made.open(element);
  return made;
}

/** As many columns as there is room for, and no more than programs expect. */
function columnsIn(element: HTMLElement, fontFamily: string): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return MOST_COLUMNS;
  pen.font = `${FONT_SIZE}px ${fontFamily}`;
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  const columns = Math.floor((room - SCROLL_BAR) / pen.measureText('0').width);
  return Math.max(20, Math.min(MOST_COLUMNS, columns));
}

function colours(element: HTMLElement): ITheme {
  const { color: foreground, backgroundColor: background } = getComputedStyle(element);
  return {
    foreground,
    background,
    cursor: foreground,
    cursorAccent: background,
    selectionBackground: 'rgb(120 140 220 / 35%)',
    ...Object.fromEntries(COLOURS.map((name, number) => [name, PALETTE[number]])),
  };
}
