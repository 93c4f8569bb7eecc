import type { CellKind } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';

/** What the reader did on the static page that only the live one can do; it is done once that is there. */
export type Wish = { kind: 'run-all' } | { kind: 'run' | 'edit'; cell: string };

/** Signs that somebody is about to use the page, not only to look at it. */
const SIGNS = [
  'pointermove',
  'pointerdown',
  'touchstart',
  'wheel',
  'scroll',
  'keydown',
  'focusin',
  'dragenter',
] as const;

/** A page that is only read gets its scripts after this time too, when nothing else wants the network. */
const QUIET_MS = 6000;

/** Calls back once, at the first sign of use or after a quiet time; answers how to call it off. */
export function whenWanted(wake: () => void): () => void {
  const done = new AbortController();
  const timer = setTimeout(() => end(), QUIET_MS);
  const end = () => {
    clearTimeout(timer);
    done.abort();
    wake();
  };
  for (const sign of SIGNS)
    addEventListener(sign, end, { signal: done.signal, capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    done.abort();
  };
}

/** Marks of the static page's buttons and sources, from which a wish is read. */
export const RUN_ALL = { 'data-wake': 'run-all' } as const;
export const runMark = (cell: string) => ({ 'data-wake': 'run', 'data-of': cell });
export const editMark = (cell: string, kind: CellKind) =>
  isWritten(kind) ? {} : { 'data-wake': 'edit', 'data-of': cell };

/** The wish that a press on the static page is. */
export function wishOf(target: EventTarget | null): Wish | undefined {
  const marked = target instanceof Element ? target.closest<HTMLElement>('[data-wake]') : null;
  const { wake, of = '' } = marked?.dataset ?? {};
  if (wake === 'run-all') return { kind: wake };
  return wake === 'run' || wake === 'edit' ? { kind: wake, cell: of } : undefined;
}
