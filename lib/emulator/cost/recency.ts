/**
 * Which cache level a stream of bytes comes from, by its reuse distance: how many bytes were moved since the same bytes
 * were moved last.
 */
import { LEVEL_BYTES, STREAM } from './transfer';

/** Price of a byte at a reuse distance. Around the second level's size some of the bytes are still in it. */
export function streamByte(distance: number, far: number): number {
  if (distance <= LEVEL_BYTES.first) return STREAM.near;
  const fraction = Math.log2(distance / LEVEL_BYTES.second) + 0.5;
  if (fraction <= 0) return STREAM.middle;
  return fraction >= 1 ? far : STREAM.middle + fraction * (far - STREAM.middle);
}

const PAGE_SHIFT = 12;

/** When the pages of files were last moved, on a clock that counts bytes. */
export class FileRecency {
  /** Bytes moved so far. */
  clock = 0;
  private readonly files = new Map<number, Float64Array>();

  /** Reuse distance of `length` bytes of file `ino` at `pos`, which are touched now. Infinity when never touched. */
  touch(ino: number, pos: number, length: number): number {
    const first = Math.floor(pos / 2 ** PAGE_SHIFT);
    const last = Math.floor((pos + Math.max(length, 1) - 1) / 2 ** PAGE_SHIFT);
    let seen = this.files.get(ino);
    if (!seen || seen.length <= last) {
      const grown = new Float64Array(Math.max(16, 2 * last)).fill(-Infinity);
      if (seen) grown.set(seen);
      this.files.set(ino, (seen = grown));
    }
    const distance = this.clock - seen[first]!;
    // One page, mostly, for which a call of fill is dear.
    for (let page = first; page <= last; page++) seen[page] = this.clock;
    return distance;
  }
}
