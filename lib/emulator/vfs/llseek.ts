import { EINVAL, ENXIO } from '../../abi/errno';
import { SEEK_CUR, SEEK_DATA, SEEK_END, SEEK_HOLE, SEEK_SET } from '../../abi/fcntl';
import type { File } from './types';

/** Positions are exact up to here; Linux stops at 2^63 - 1. */
export const MAX_FILE_SIZE = Number.MAX_SAFE_INTEGER;

/**
 * Moves the position of a file of `size` bytes: generic_file_llseek_size of fs/read_write.c. A file without holes is
 * data to its end.
 */
export function seekIn(file: File, offset: number, whence: number, size: number): number {
  let to = offset;
  switch (whence) {
    case SEEK_SET:
      break;
    case SEEK_CUR:
      to += file.pos;
      break;
    case SEEK_END:
      to += size;
      break;
    case SEEK_DATA:
    case SEEK_HOLE:
      if (offset < 0 || offset >= size) return -ENXIO;
      if (whence === SEEK_HOLE) to = size;
      break;
    default:
      return -EINVAL;
  }
  return setPosition(file, to);
}

/** vfs_setpos: -EINVAL before the start or beyond the largest file. */
export function setPosition(file: File, to: number): number {
  if (to < 0 || to > MAX_FILE_SIZE) return -EINVAL;
  file.pos = to;
  return to;
}
