/** Bytes shown of a long output: its head and its tail. */
const HEAD = 12_000;
const TAIL = 4_000;
/** How much further a cut may be, so that it is between lines. */
const LINE = 200;

/** What of an output is shown, as it was printed: all of it, or head and tail with what lies between. */
export interface Excerpt {
  head: string;
  hidden: number;
  tail: string;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const NEWLINE = 10;

/** Where the line at a place ends, or where the place is when that is too far; a character is not cut in two. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const newline = bytes.subarray(at, at + LINE).indexOf(NEWLINE);
  let end = newline < 0 ? at : at + newline + 1;
  // UTF-8: bytes within a character begin with 10.
  while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end++;
  return end;
}

/** Cuts the middle out of long bytes, at the ends of lines where those are near. */
export function excerpt(bytes: Uint8Array): Excerpt {
  if (bytes.length <= HEAD + TAIL + 2 * LINE) return { head: text(bytes), hidden: 0, tail: '' };
  const [from, to] = [lineEnd(bytes, HEAD), lineEnd(bytes, bytes.length - TAIL)];
  return { head: text(bytes.subarray(0, from)), hidden: to - from, tail: text(bytes.subarray(to)) };
}

/** The same for text that is still being printed: only its end matters then. */
export function lastOf(printed: string): Excerpt {
  const newline = printed.indexOf('\n', Math.max(0, printed.length - TAIL));
  const hidden = printed.length <= TAIL ? 0 : newline < 0 ? printed.length - TAIL : newline + 1;
  return { head: '', hidden, tail: printed.slice(hidden) };
}
