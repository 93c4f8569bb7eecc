import { useEffect, useRef, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { messageOf } from '../store';
import { type Hold, holdNotebook } from './hold';

/** How opening a notebook stands. `elsewhere`: another tab has it; `missing`: there is none. */
export type Held<Session> =
  | { state: 'loading' }
  | { state: 'open'; session: NotebookSession; opened: Session }
  | { state: 'elsewhere'; take: () => void }
  | { state: 'missing' }
  | { state: 'trouble'; message: string };

/**
 * Opens a notebook for as long as the component lives and no other tab asks for it.
 *
 * @param id the notebook in the store; nothing is opened while it is undefined
 * @param open opens it; keep its identity stable
 */
export function useHeld<Opened extends { session: NotebookSession }>(
  id: string | undefined,
  open: (id: string) => Promise<Opened | undefined>,
): Held<Opened> {
  const [held, setHeld] = useState<Held<Opened>>({ state: 'loading' });
  /** Grows when the reader wants the notebook in this tab; it is then asked for. */
  const [taken, setTaken] = useState(0);
  /** Ends when what this component held before is free again: it is not to take itself for another tab. */
  const leaving = useRef(Promise.resolve());

  useEffect(() => {
    if (id === undefined) return;
    let gone = false;
    let session: NotebookSession | undefined;
    let hold: Hold | undefined;
    const take = () => setTaken((count) => count + 1);
    /** Saves, and lets another tab have it. */
    const letGo = async () => {
      const [saving, holding] = [session?.close(), hold];
      session = hold = undefined;
      await saving;
      await holding?.release();
    };
    const before = leaving.current;
    const begin = async () => {
      await before;
      hold = await holdNotebook(id, taken > 0, () => {
        setHeld({ state: 'elsewhere', take });
        void letGo();
      });
      if (!hold) return gone || setHeld({ state: 'elsewhere', take });
      const opened = gone ? undefined : await open(id);
      session = opened?.session;
      if (gone) return letGo();
      setHeld(opened ? { state: 'open', session: opened.session, opened } : { state: 'missing' });
    };
    setHeld({ state: 'loading' });
    const begun = begin().catch((error: unknown) => {
      if (!gone) setHeld({ state: 'trouble', message: messageOf(error) });
    });
    return () => {
      gone = true;
      leaving.current = Promise.all([letGo(), begun]).then(() => {});
    };
  }, [id, open, taken]);
  return held;
}
