import { useEffect, useState } from 'react';
import type { Listing } from '../../lib/lab/listing/types';
import type { RunRequest, SourceProgram } from '../../lib/lab/types';
import type { Cell, NotebookSession } from '../../lib/notebook/types';
import { pageLab } from '../lab';

/** Rest after the last keystroke until the source is compiled anew. */
const REST_MS = 250;

/** A listing with the run it belongs to. */
export interface Listed {
  listing: Listing;
  request: RunRequest;
}

export const isSource = (program: RunRequest['program']): program is SourceProgram =>
  'c' in program || 'asm' in program;

/**
 * The code of a cell's program, compiled anew while it is typed. What was there stays until the next is ready; `old`
 * says that it no longer belongs to the source.
 */
export function useListing(session: NotebookSession, cell: Cell) {
  const { id, source, attributes, name } = cell;
  // What the program is made from, as one value.
  const made = JSON.stringify([source, attributes, name]);
  const [listed, setListed] = useState<Listed & { made: string }>();
  const [failed, setFailed] = useState<string>();

  useEffect(() => {
    let late = false;
    const fetch = async () => {
      const request = await session.request(id);
      if (!isSource(request.program)) throw new Error('only C and assembly have a listing');
      const listing = await pageLab().list(request.program, request.profile);
      if (late) return;
      setFailed(undefined);
      // With errors in the source, the code of its last good state stays in sight.
      setListed((before) => (listing.elf || !before ? { listing, request, made } : before));
    };
    const timer = setTimeout(
      () =>
        fetch().catch(
          (error: unknown) => !late && setFailed(error instanceof Error ? error.message : String(error)),
        ),
      REST_MS,
    );
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [session, id, made]);

  return { listed, old: listed !== undefined && listed.made !== made, failed };
}
