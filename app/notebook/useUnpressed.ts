import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * The cell that has the keyboard, or the pointer, for what is drawn of it. While the pointer is down it stays the same:
 * what is drawn for the cell in hand comes and goes, and would move what is being pressed away from under the pointer.
 */
export function useUnpressed(): [string | undefined, (id: string | undefined) => void] {
  const [id, setId] = useState<string>();
  const latest = useRef<string>(undefined);
  const pressed = useRef(false);
  const tell = useCallback((now: string | undefined) => {
    latest.current = now;
    if (!pressed.current) setId(now);
  }, []);
  useEffect(() => {
    const down = () => {
      pressed.current = true;
    };
    // The click comes after the pointer is up.
    const up = () =>
      setTimeout(() => {
        pressed.current = false;
        setId(latest.current);
      });
    const ends = ['pointerup', 'pointercancel', 'dragend'];
    document.addEventListener('pointerdown', down, true);
    for (const end of ends) document.addEventListener(end, up, true);
    return () => {
      document.removeEventListener('pointerdown', down, true);
      for (const end of ends) document.removeEventListener(end, up, true);
    };
  }, []);
  return [id, tell];
}

/** What Radix opens over the page: menus, popovers, tips. */
const OPENED = '[data-radix-popper-content-wrapper]';
/** An open menu takes the pointer from the whole page. */
const isTaken = () => document.body.style.pointerEvents === 'none';

/**
 * The cell that the pointer is over, or was when what is open over the page came to be: that belongs to the cell's tools.
 * Told by where the pointer comes to, not by leaving: when what it is over goes away, as an editor does, nothing is left.
 */
export function useHovered(): string | undefined {
  const [hovered, tell] = useUnpressed();
  useEffect(() => {
    const over = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || isTaken() || target.closest(OPENED)) return;
      tell(target.closest<HTMLElement>('[data-cell]')?.dataset.cell);
    };
    const out = () => {
      if (!isTaken()) tell(undefined);
    };
    document.addEventListener('pointerover', over);
    document.documentElement.addEventListener('pointerleave', out);
    return () => {
      document.removeEventListener('pointerover', over);
      document.documentElement.removeEventListener('pointerleave', out);
    };
  }, [tell]);
  return hovered;
}
