'use client';
import { type DragEvent, type RefObject, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { contentsOf } from './files';

/** Marks a drag as one of cells of this page; the ids are in the data. */
export const CELLS_TYPE = 'application/x-trapdoor-cells';

/** The place, counted in cells, that a height on the screen is nearest to. */
function placeAt(sheet: HTMLElement, y: number): number {
  const cells = [...sheet.querySelectorAll('[data-cell]')];
  const below = cells.findIndex((cell) => {
    const { top, height } = cell.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below < 0 ? cells.length : below;
}

/** Dragging cells to another place: handlers for the sheet, and the place where they would come to stand. */
export function useDrag(session: NotebookSession, sheet: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState<number>();
  const [dragging, setDragging] = useState(false);
  const end = () => {
    setPlace(undefined);
    setDragging(false);
  };
  return {
    place,
    handlers: {
      // The frame with the outputs would take the drag for itself.
      'data-dragging': dragging || undefined,
      onDragStart: () => setDragging(true),
      onDragOver(event: DragEvent) {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
        if (!sheet.current || !event.dataTransfer.types.includes(CELLS_TYPE)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setPlace(placeAt(sheet.current, event.clientY));
      },
      onDragLeave(event: DragEvent) {
        if (!sheet.current?.contains(event.relatedTarget as Node | null)) setPlace(undefined);
      },
      onDrop(event: DragEvent) {
        if (event.dataTransfer.files.length > 0) {
          event.preventDefault();
          void contentsOf([...event.dataTransfer.files]).then((files) => session.addFiles(files));
          return;
        }
        const ids = event.dataTransfer.getData(CELLS_TYPE);
        if (ids === '' || !sheet.current) return;
        event.preventDefault();
        session.move(ids.split(' '), placeAt(sheet.current, event.clientY));
        end();
      },
      onDragEnd: end,
    },
  };
}
