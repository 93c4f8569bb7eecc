import type { Work } from './types';

/** The account of a call that has done nothing yet. */
export function newWork(): Work {
  return {
    kind: '',
    bytesIn: 0,
    bytesOut: 0,
    bytesZeroed: 0,
    pages: 0,
    newPages: 0,
    components: 0,
    ptes: 0,
    flushed: 0,
  };
}

/** Clears what a call has done, for the next one. */
export function resetWork(work: Work): void {
  work.kind = '';
  work.bytesIn = 0;
  work.bytesOut = 0;
  work.bytesZeroed = 0;
  work.pages = 0;
  work.newPages = 0;
  work.components = 0;
  work.ptes = 0;
  work.flushed = 0;
}
