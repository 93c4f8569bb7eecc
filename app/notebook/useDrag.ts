'use client';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';

/** A pointer that moves less than this is pressing, not dragging. */
const STILL_PX = 5;
/** So near to the upper or lower end of the window the page scrolls along. */
const EDGE_PX = 90;

interface Drag {
  pointer: number;
  ids: readonly string[];
  from: number;
  y: number;
  moved: boolean;
}

/** The place, counted in cells of the notebook, that a height on the screen is nearest to. */
export function placeAt(sheet: HTMLElement, ids: readonly string[], y: number): number {
  const cells = [...sheet.querySelectorAll<HTMLElement>('[data-cell]')];
  const below = cells.find((cell) => {
    const { top, height } = cell.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below ? ids.indexOf(below.dataset.cell ?? '') : ids.length;
}

/**
 * Dragging cells to another place by a grip, with mouse, pen or finger: handlers for the sheet, and the place where they
 * would come to stand.
 *
 * @param selected cells that are dragged together when one of them is
 */
export function useDrag(
  session: NotebookSession,
  sheet: RefObject<HTMLElement | null>,
  selected: readonly { id: string }[],
) {
  const [place, setPlace] = useState<number>();
  const [count, setCount] = useState(0);
  const drag = useRef<Drag>(undefined);
  const frame = useRef(0);

  const all = () => session.snapshot().notebook.cells.map(({ id }) => id);
  const end = () => {
    drag.current = undefined;
    cancelAnimationFrame(frame.current);
    setPlace(undefined);
    setCount(0);
  };
  /** Scrolls while the pointer rests at an end of the window, and follows what comes under it. */
  const follow = () => {
    const { current } = drag;
    if (!current?.moved || !sheet.current) return;
    const over = Math.min(0, current.y - EDGE_PX - 52) + Math.max(0, current.y - innerHeight + EDGE_PX);
    if (over !== 0) scrollBy({ top: over / 6 });
    setPlace(placeAt(sheet.current, all(), current.y));
    frame.current = requestAnimationFrame(follow);
  };

  // Escape leaves the cells where they are.
  useEffect(() => {
    if (count === 0) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    };
    addEventListener('keydown', cancel, true);
    return () => removeEventListener('keydown', cancel, true);
  });

  return {
    place,
    /** How many cells are being dragged. */
    count,
    handlers: {
      onPointerDown(event: PointerEvent) {
        const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null;
        const id = grip?.closest<HTMLElement>('[data-cell]')?.dataset.cell;
        if (!grip || id === undefined || event.button !== 0) return;
        event.preventDefault();
        grip.setPointerCapture(event.pointerId);
        const together = selected.map((cell) => cell.id);
        const ids = together.includes(id) ? together : [id];
        drag.current = { pointer: event.pointerId, ids, from: event.clientY, y: event.clientY, moved: false };
      },
      onPointerMove(event: PointerEvent) {
        const { current } = drag;
        if (current?.pointer !== event.pointerId) return;
        current.y = event.clientY;
        if (current.moved || Math.abs(current.y - current.from) < STILL_PX) return;
        current.moved = true;
        setCount(current.ids.length);
        follow();
      },
      onPointerUp(event: PointerEvent) {
        const { current } = drag;
        if (current?.pointer !== event.pointerId) return;
        if (current.moved && sheet.current)
          session.move(current.ids, placeAt(sheet.current, all(), event.clientY));
        end();
      },
      onPointerCancel: end,
    },
  };
}
