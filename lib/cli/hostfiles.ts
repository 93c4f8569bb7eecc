import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestFile } from '../lab/types';

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFLNK = 0o120000;

const NOTHING = new Uint8Array(0);

/**
 * A host directory's tree as files for the machine, modes and symbolic links kept. Directories and contents are read
 * when a program first asks for them. Devices, sockets and pipes of the host are left out, and so is what is mounted
 * below the directory (with `/`: /proc, /sys and /dev, which the machine has of its own).
 */
export function hostFiles(directory: string): GuestFile[] {
  const own = statSync(directory);
  if (!own.isDirectory()) throw new Error(`${directory}: it is not a directory`);
  const list = (host: string, guest: string): GuestFile[] =>
    namesIn(host).flatMap((name) => fileOf(join(host, name), `${guest}/${name}`));
  const fileOf = (from: string, path: string): GuestFile[] => {
    const info = lstatSync(from);
    const { mode, dev } = info;
    switch (mode & S_IFMT) {
      case S_IFLNK:
        return [{ path, mode, link: readlinkSync(from), bytes: NOTHING }];
      case S_IFREG:
        return [lazyFile(path, from, info)];
      case S_IFDIR:
        return [{ path, mode, bytes: NOTHING, ...(dev === own.dev && { entries: () => list(from, path) }) }];
      default:
        return [];
    }
  };
  return list(directory, '');
}

/** What is in a directory; nothing where the host's user may not look. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return [];
    throw error;
  }
}

function lazyFile(path: string, from: string, { mode, size }: Stats): GuestFile {
  let read: Uint8Array | undefined;
  return {
    path,
    mode,
    size,
    get bytes() {
      read ??= readFileSync(from);
      return read;
    },
  };
}
