import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import { isTar, tarFiles } from '../lab/tar';
import type { GuestFile } from '../lab/types';

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFLNK = 0o120000;
const S_IFIFO = 0o010000;

const NOTHING = new Uint8Array(0);

/** What `--root` names: the files below a directory, or of a tar archive, which gzip may have packed. */
export interface Root {
  readonly files: GuestFile[];
  /** Whether a path leads to something there. */
  has(path: string): boolean;
}

export function openRoot(root: string): Root {
  if (statSync(root).isDirectory())
    return { files: hostFiles(root), has: (path) => existsSync(join(root, path)) };
  const bytes = new Uint8Array(readFileSync(root));
  if (!isTar(bytes)) throw new Error(`${root}: it is neither a directory nor a tar archive`);
  const files = tarFiles(bytes);
  const byPath = new Map(files.map((file) => [file.path, file]));
  return { files, has: (path) => leadsSomewhere(byPath, path) };
}

/** Linux's limit of links on one way. */
const MAX_LINKS = 40;

/** Follows a path through the links of an archive. */
function leadsSomewhere(files: ReadonlyMap<string, GuestFile>, path: string): boolean {
  let at = posix.resolve('/', path);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const parts = at.split('/');
    const end = parts.findIndex(
      (_, i) => i > 0 && files.get(parts.slice(0, i + 1).join('/'))?.link !== undefined,
    );
    if (end < 0) return files.has(at);
    const link = parts.slice(0, end + 1).join('/');
    at = posix.resolve(posix.dirname(link), files.get(link)?.link ?? '', ...parts.slice(end + 1));
  }
  return false;
}

/**
 * A host directory's tree as files for the machine, modes, times and links kept; all of it is root's.
 * Directories and contents are read when a program first asks for them. Devices and sockets of the host are left out, and so is what is mounted
 * below the directory (with `/`: /proc, /sys and /dev, which the machine has of its own).
 */
export function hostFiles(directory: string): GuestFile[] {
  const own = statSync(directory);
  if (!own.isDirectory()) throw new Error(`${directory}: it is not a directory`);
  const list = (host: string, guest: string): GuestFile[] =>
    namesIn(host).flatMap((name) => fileOf(join(host, name), `${guest}/${name}`));
  const fileOf = (from: string, path: string): GuestFile[] => {
    const info = lstatSync(from, { throwIfNoEntry: false });
    // The host goes on working: a name may be gone since the directory was read.
    if (info === undefined) return [];
    const { mode, dev, mtimeMs } = info;
    const mtime = Math.floor(mtimeMs / 1000);
    switch (mode & S_IFMT) {
      case S_IFLNK:
        return [{ path, mode, mtime, link: readlinkSync(from), bytes: NOTHING }];
      case S_IFREG:
        return [lazyFile(path, from, info)];
      case S_IFDIR:
        return [
          { path, mode, mtime, bytes: NOTHING, ...(dev === own.dev && { entries: () => list(from, path) }) },
        ];
      case S_IFIFO:
        return [{ path, mode, mtime, bytes: NOTHING }];
      default:
        return [];
    }
  };
  return list(directory, '');
}

/** What is in a directory; nothing where the host's user may not look, or where it is gone by now. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'ENOENT') return [];
    throw error;
  }
}

function lazyFile(path: string, from: string, { mode, size, mtimeMs, dev, ino, nlink }: Stats): GuestFile {
  let read: Uint8Array | undefined;
  return {
    ...(nlink > 1 && { same: `${dev}:${ino}`, names: nlink }),
    path,
    mode,
    size,
    mtime: Math.floor(mtimeMs / 1000),
    get bytes() {
      read ??= readFileSync(from);
      return read;
    },
  };
}
