import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Listing } from '../../lib/lab/listing/types';
import type { Cell, NotebookSession } from '../../lib/notebook/types';
import { isSource } from '../code/useListing';
import { pageLab } from '../lab';
import { DebugModel, type DebugView, EMPTY, type Grain } from './model';

const NOTHING: Pick<DebugModel, 'snapshot' | 'subscribe'> = {
  snapshot: () => EMPTY,
  subscribe: () => () => {},
};
export interface Debug {
  view: DebugView;
  model: DebugModel | undefined;
  listing: Listing | undefined;
  failed: string | undefined;
  /** The source is no longer the one that is debugged. */
  outdated: boolean;
  restart(): void;
}

/** A session with a cell's program: opened when this is first drawn, anew on demand, closed at the end. */
export function useDebug(session: NotebookSession, cell: Cell, level: 0 | 1, grain: Grain): Debug {
  const { id, source } = cell;
  const [opened, setOpened] = useState<{ model: DebugModel; listing: Listing; source: string }>();
  const [failed, setFailed] = useState<string>();
  const [round, setRound] = useState(0);
  const latest = useRef({ source, grain });
  latest.current = { source, grain };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how it is opened anew
  useEffect(() => {
    let late = false;
    let model: DebugModel | undefined;
    const open = async () => {
      const request = await session.request(id);
      if (!isSource(request.program)) throw new Error('only C and assembly can be stepped through');
      const program = 'c' in request.program ? { ...request.program, level } : request.program;
      const debugged = { ...request, program };
      const listing = await pageLab().list(program, request.profile);
      if (late) return;
      if (!listing.elf) throw new Error('The source has errors.');
      model = DebugModel.open(pageLab(), debugged, listing, () => latest.current.grain);
      setOpened({ model, listing, source: latest.current.source });
    };
    setFailed(undefined);
    setOpened(undefined);
    open().catch(
      (error: unknown) => !late && setFailed(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      late = true;
      model?.close();
    };
  }, [session, id, level, round]);

  const { subscribe, snapshot } = opened?.model ?? NOTHING;
  const view = useSyncExternalStore(subscribe, snapshot, () => EMPTY);
  return {
    view,
    model: opened?.model,
    listing: opened?.listing,
    failed,
    outdated: opened !== undefined && opened.source !== source,
    restart: () => setRound((n) => n + 1),
  };
}
