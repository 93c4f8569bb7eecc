import { useEffect, useState } from 'react';
import { pageLab } from '../lab';
import { type Heat, heatOf } from './heat';
import type { Listed } from './useListing';

/** Runs up to this many cycles are counted without being asked: a moment's work. */
export const AT_ONCE_CYCLES = 2e9;

/**
 * How often each instruction ran, and which calls came from where: by a run of its own that counts, since the cell's does not. Runs are deterministic, so
 * that it is the same run.
 */
export function useCounts(listed: Listed | undefined, wanted: boolean): { heat?: Heat; counting: boolean } {
  const [found, setFound] = useState<{ listed: Listed; heat: Heat }>();
  useEffect(() => {
    if (!listed || !wanted) return;
    const abort = new AbortController();
    pageLab()
      .run({ ...listed.request, trace: { rows: false, heat: true } }, { signal: abort.signal })
      .then(
        ({ heat }) => heat && !abort.signal.aborted && setFound({ listed, heat: heatOf(heat) }),
        // The lab's Worker is gone; the cell's own run says why.
        () => {},
      );
    return () => abort.abort();
  }, [listed, wanted]);
  const heat = found && found.listed === listed && wanted ? found.heat : undefined;
  return { heat, counting: wanted && listed !== undefined && !heat };
}
