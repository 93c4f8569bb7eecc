/**
 * What moving bytes costs, in core cycles: T = E + H + (pages - 1) * page + n * (a[source] + a[destination]) +
 * newPages * fresh, where a is the price a byte at the cache level a stream comes from. Fitted to 160 points timed on the
 * reference machine; 155 of them come out within 15%.
 */

export interface TransferPrice {
  /** H: the handler, for the first byte. */
  readonly handler: number;
  /** Each page of the page cache after the first. */
  readonly page: number;
  /** Each page newly allocated. */
  readonly fresh: number;
  /** New pages that cost nothing (a pipe keeps one at hand). */
  readonly freePages: number;
  /** A byte of the file's stream when it comes from the third level. */
  readonly far: number;
  /** What it was timed on, or the kin whose price it has. */
  readonly basis: string;
}

/** A byte of one stream by the level it comes from; a stream nobody has touched lately comes from the third. */
export const STREAM = { near: 0.0093, middle: 0.0228, far: 0.1169 };

/** Bytes of working set up to which a stream stays in the first and second level. */
export const LEVEL_BYTES = { first: 51_600, second: 2_590_000 };

/** A byte filled with zeros, in the first level and beyond. */
export const ZERO_FILL = { near: 0.03, far: 0.069 };

const device = (handler: number, basis: string): TransferPrice => ({
  handler,
  page: 0,
  fresh: 0,
  freePages: 0,
  far: STREAM.far,
  basis,
});

const PIPE: TransferPrice = {
  ...device(615 / 2, 'half of pipe write and read, 615'),
  fresh: 985,
  freePages: 1,
};
const TMPFS_READ: TransferPrice = {
  handler: 376,
  page: 164,
  fresh: 0,
  freePages: 0,
  far: 0.136,
  basis: 'measured',
};

/** Reading from a kind of file (Inode.kind). */
export const READ_PRICES: Readonly<Record<string, TransferPrice>> = {
  null: device(109, 'as write to /dev/null'),
  zero: device(160, 'measured'),
  tmpfs: TMPFS_READ,
  pipe: PIPE,
  ext4: { handler: 377, page: 167, fresh: 0, freePages: 0, far: 0.084, basis: 'measured' },
  proc: { ...TMPFS_READ, basis: 'as tmpfs' },
  tty: { ...PIPE, basis: 'as a pipe' },
};

/** Writing to a kind of file. */
export const WRITE_PRICES: Readonly<Record<string, TransferPrice>> = {
  null: device(109, 'measured'),
  zero: device(109, 'as /dev/null'),
  tmpfs: { handler: 588, page: 354, fresh: 816, freePages: 0, far: 0.136, basis: 'measured' },
  pipe: PIPE,
  ext4: { handler: 651, page: 240, fresh: 618 + 1635, freePages: 0, far: 0.084, basis: 'measured' },
  proc: { ...TMPFS_READ, basis: 'as reading tmpfs' },
  tty: { ...PIPE, basis: 'as a pipe' },
};

/** A kind nobody has timed costs as a pipe. */
export const OTHER_KIND: TransferPrice = { ...PIPE, basis: 'as a pipe' };

/** getrandom: priced as a read of /dev/zero, an assumption. */
export const RANDOM: TransferPrice = device(160, 'as read from /dev/zero');
