import { useSyncExternalStore } from 'react';

export type Syntax = 'att' | 'intel';

const KEY = 'trapdoor:syntax';
const listeners = new Set<() => void>();

function read(): Syntax {
  try {
    return localStorage.getItem(KEY) === 'intel' ? 'intel' : 'att';
  } catch {
    // Storage is denied: the choice lasts as long as the page.
    return chosen;
  }
}
let chosen: Syntax = 'att';

function choose(syntax: Syntax): void {
  chosen = syntax;
  try {
    localStorage.setItem(KEY, syntax);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

/** How the reader likes assembly written; kept in this browser, the same for all cells. */
export function useSyntax(): [Syntax, (syntax: Syntax) => void] {
  const syntax = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => 'att' as const,
  );
  return [syntax, choose];
}
