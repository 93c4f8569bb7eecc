import { EINVAL, EISDIR } from '../../abi/errno';
import { SEEK_CUR, SEEK_SET } from '../../abi/fcntl';
import { setPosition } from './llseek';
import type { File, FileOperations } from './types';

/** An open directory. Its names are read by getdents64; position 0 reads them afresh. */
export const DIRECTORY_FILE: FileOperations = {
  read: () => -EISDIR,
  llseek(file: File, offset: number, whence: number): number {
    if (whence === SEEK_SET) return setPosition(file, offset);
    return whence === SEEK_CUR ? setPosition(file, file.pos + offset) : -EINVAL;
  },
};
