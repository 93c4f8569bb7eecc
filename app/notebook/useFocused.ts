import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * The cell that has the keyboard, for what is drawn of it. While the pointer is down it stays the same: what is drawn for
 * the cell in hand comes and goes, and would move what is being pressed away from under the pointer.
 */
export function useFocused(): [string | undefined, (id: string | undefined) => void] {
  const [focused, setFocused] = useState<string>();
  const latest = useRef<string>(undefined);
  const pressed = useRef(false);
  const tell = useCallback((id: string | undefined) => {
    latest.current = id;
    if (!pressed.current) setFocused(id);
  }, []);
  useEffect(() => {
    const down = () => {
      pressed.current = true;
    };
    // The click comes after the pointer is up.
    const up = () =>
      setTimeout(() => {
        pressed.current = false;
        setFocused(latest.current);
      });
    document.addEventListener('pointerdown', down, true);
    for (const end of ['pointerup', 'pointercancel', 'dragend']) document.addEventListener(end, up, true);
    return () => {
      document.removeEventListener('pointerdown', down, true);
      for (const end of ['pointerup', 'pointercancel', 'dragend'])
        document.removeEventListener(end, up, true);
    };
  }, []);
  return [focused, tell];
}
