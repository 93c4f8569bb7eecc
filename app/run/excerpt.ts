import { plain } from './plain';

/** Bytes shown of a long output: its head and its tail. */
const HEAD = 12_000;
const TAIL = 4_000;

/** What of an output is shown: all of it, or head and tail with what lies between. */
export interface Excerpt {
  head: string;
  hidden: number;
  tail: string;
}

const text = (bytes: Uint8Array): string => plain(new TextDecoder().decode(bytes));

/** Cuts the middle out of long bytes. */
export function excerpt(bytes: Uint8Array): Excerpt {
  if (bytes.length <= HEAD + TAIL) return { head: text(bytes), hidden: 0, tail: '' };
  return {
    head: text(bytes.subarray(0, HEAD)),
    hidden: bytes.length - HEAD - TAIL,
    tail: text(bytes.subarray(bytes.length - TAIL)),
  };
}

/** The same for text that is still being printed: only its end matters then. */
export function lastOf(printed: string): Excerpt {
  const hidden = Math.max(0, printed.length - TAIL);
  return { head: '', hidden, tail: plain(printed.slice(hidden)) };
}
