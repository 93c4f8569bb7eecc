'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Box, NotebookSession } from '../../lib/notebook/types';
import { useTheme } from '../shell/useTheme';
import styles from './notebook.module.css';

interface Props {
  session: NotebookSession;
  /** The element that the frame fills; holds the placeholders, marked `data-output=ID`. */
  sheet: RefObject<HTMLElement | null>;
  /** Path from this page to the site's root. */
  root: string;
  /** How much larger than usual the outputs are. */
  scale: number;
}

/**
 * Where the frame's page comes from: the sandbox attribute takes it past the service worker, so where there is one, it
 * serves the page with the sandbox in its policy (offline/worker.js). The session speaks to no frame but a sandboxed one.
 */
function sourceOf(root: string) {
  const offline = navigator.serviceWorker?.controller != null;
  return offline
    ? { src: `${root}frame.sandboxed.html` }
    : { src: `${root}frame.html`, sandbox: 'allow-scripts' };
}

/** Where the placeholders are, relative to the sheet. */
function boxesIn(sheet: HTMLElement): Box[] {
  const origin = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll<HTMLElement>('[data-output]')].map((element) => {
    const { top, left, width } = element.getBoundingClientRect();
    return { id: element.dataset.output ?? '', top: top - origin.top, left: left - origin.left, width };
  });
}

const same = (a: Box[], b: Box[]) =>
  a.length === b.length &&
  a.every(
    (box, i) =>
      box.id === b[i].id && box.top === b[i].top && box.left === b[i].left && box.width === b[i].width,
  );

/**
 * The one sandboxed frame that draws all outputs. It fills the sheet and lies below the cells, which let the pointer
 * through where they leave a placeholder; so it scrolls with the page and only has to be told where the outputs go.
 */
export function OutputFrame({ session, sheet, root, scale }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useTheme();
  const [source] = useState(() => sourceOf(root));

  const latestScale = useRef(scale);
  latestScale.current = scale;

  useEffect(() => session.setTheme(theme), [session, theme]);

  const askLater = useRef(() => {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scale is what is to be told
  useEffect(() => askLater.current(), [scale]);

  useEffect(() => {
    const element = sheet.current;
    if (!element || !frame.current) return;
    session.attachFrame(frame.current);
    let told: Box[] = [];
    let toldScale = 1;
    let asked = 0;
    const measure = () => {
      asked = 0;
      const boxes = boxesIn(element);
      if (same(boxes, told) && toldScale === latestScale.current) return;
      told = boxes;
      toldScale = latestScale.current;
      session.layout(boxes, latestScale.current);
    };
    const ask = () => {
      asked ||= requestAnimationFrame(measure);
    };
    askLater.current = ask;
    // Anything that moves a placeholder changes the height or width of what is in the sheet, or its tree. What an editor
    // or a terminal does inside is seen by its size: they change at each key. A button changes its picture alone.
    const resized = new ResizeObserver(ask);
    for (const part of [element, ...element.children]) resized.observe(part);
    const changed = new MutationObserver((records) => {
      if (records.some(({ target }) => !(target as Element).closest('.monaco-editor, .xterm, button'))) ask();
    });
    changed.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['style'],
    });
    const loaded = () => {
      told = [];
      ask();
    };
    frame.current.addEventListener('load', loaded);
    const current = frame.current;
    ask();
    return () => {
      cancelAnimationFrame(asked);
      resized.disconnect();
      changed.disconnect();
      current.removeEventListener('load', loaded);
    };
  }, [session, sheet]);

  return (
    <iframe
      ref={frame}
      className={styles.frame}
      {...source}
      title="Outputs of the cells"
      referrerPolicy="no-referrer"
    />
  );
}
