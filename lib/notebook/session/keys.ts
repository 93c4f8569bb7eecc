import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Raised when cells of the same source come to be drawn otherwise, so that kept outputs become stale. */
const DRAWING_VERSION = 1;

/** The key of a js or md cell's output: hash of its source and of the keys of all it is made from, in any order. */
export function outputKey(kind: string, source: string, made: Iterable<string>): string {
  const parts = [`${DRAWING_VERSION}`, kind, source, ...[...made].sort()];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))));
}
