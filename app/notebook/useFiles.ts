import { type RefObject, useCallback, useEffect } from 'react';
import type { CellKind, NotebookSession } from '../../lib/notebook/types';
import { cellsOf } from '../commands/clipboard';
import { isWritten, type PageActions } from '../commands/context';
import { isTyping } from '../commands/keys';
import { insertIn } from '../editor/carets';
import { useDrop } from '../shell/useDrop';
import { messageOf } from '../store';
import { bringFiles } from './bringFiles';
import { imagesIn, keepImages } from './images';
import { placeAt } from './useDrag';

/** Height of the bar at the top of the page. */
const BAR_PX = 52;

/**
 * What comes by itself: files dropped anywhere on the page, files and cells pasted where no text is being written.
 * Answers the place where they would come to stand while they are dragged.
 */
export function useFiles(
  session: NotebookSession,
  page: PageActions,
  sheet: RefObject<HTMLElement | null>,
): number | undefined {
  const ids = () => session.snapshot().notebook.cells.map(({ id }) => id);
  /** What falls on the bar, above all cells, belongs to none of them and comes last. */
  const place = (y: number) =>
    sheet.current && y > BAR_PX ? placeAt(sheet.current, ids(), y) : ids().length;
  const take = useCallback(
    (files: readonly File[], index: number) => bringFiles({ session, page }, files, index),
    [session, page],
  );
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if ((files.length === 0 && text.trim() === '') || isTyping(event.target)) return;
      event.preventDefault();
      const id = document.activeElement?.closest<HTMLElement>('[data-cell]')?.dataset.cell;
      const all = session.snapshot().notebook.cells;
      const at = all.findIndex((cell) => cell.id === id);
      const place = at < 0 ? all.length : at + 1;
      if (files.length > 0) void take(files, place);
      else page.focus(session.insertAll(place, cellsOf(text))[0]);
    };
    /** An image that is pasted into a text is kept with the notebook, and shown where the caret is. */
    const onPasteIntoText = (event: ClipboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const cell = target?.closest('.monaco-editor')?.closest<HTMLElement>('[data-cell]') ?? null;
      const images = imagesIn(event.clipboardData);
      if (!cell || !isWritten(cell.dataset.kind as CellKind) || images.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      keepImages(session, images).then(
        (shown) => insertIn(cell, shown),
        (error: unknown) => page.say(`The image could not be read: ${messageOf(error)}`),
      );
    };
    document.addEventListener('paste', onPasteIntoText, true);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('paste', onPasteIntoText, true);
      document.removeEventListener('paste', onPaste);
    };
  }, [session, page, take]);
  const over = useDrop((files, y) => void take(files, place(y)));
  return over === undefined ? undefined : place(over);
}
