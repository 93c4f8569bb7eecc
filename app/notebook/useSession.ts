import { useSyncExternalStore } from 'react';
import type { NotebookSession, SessionState } from '../../lib/notebook/types';

/** The session's state, drawn anew whenever it is replaced. */
export function useSession(session: NotebookSession): SessionState {
  return useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.snapshot(),
    () => session.snapshot(),
  );
}
