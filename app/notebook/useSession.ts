import { useCallback, useSyncExternalStore } from 'react';
import type { NotebookSession, SessionState } from '../../lib/notebook/types';

/** A part of the session's state; what is drawn from it is drawn anew when that part is another. */
export function usePart<T>(session: NotebookSession, part: (state: SessionState) => T): T {
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session]);
  const now = () => part(session.snapshot());
  return useSyncExternalStore(subscribe, now, now);
}

/** The session's state, drawn anew whenever it is replaced. */
export const useSession = (session: NotebookSession): SessionState => usePart(session, whole);

const whole = (state: SessionState): SessionState => state;
