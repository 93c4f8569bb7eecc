import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestFile } from '../lab/types';

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFLNK = 0o120000;

/**
 * A host directory's tree as files for the machine, modes and symbolic links kept. Contents are read when a program
 * first asks for them. Devices, sockets and pipes of the host are left out, and so is what is mounted below the
 * directory (with `/`: /proc, /sys and /dev, which the machine has of its own).
 */
export function hostFiles(directory: string): GuestFile[] {
  const files: GuestFile[] = [];
  const own = statSync(directory).dev;
  const walk = (host: string, guest: string) => {
    for (const name of readdirSync(host).sort()) {
      const from = join(host, name);
      const path = `${guest}/${name}`;
      const { mode, dev } = lstatSync(from);
      const kind = mode & S_IFMT;
      if (kind === S_IFLNK) files.push({ path, mode, link: readlinkSync(from), bytes: new Uint8Array(0) });
      else if (kind === S_IFREG) files.push(lazyFile(path, from, mode));
      else if (kind === S_IFDIR) {
        files.push({ path, mode, bytes: new Uint8Array(0) });
        if (dev === own) walk(from, path);
      }
    }
  };
  if ((statSync(directory).mode & S_IFMT) !== S_IFDIR) throw new Error(`${directory}: it is not a directory`);
  walk(directory, '');
  return files;
}

function lazyFile(path: string, from: string, mode: number): GuestFile {
  let read: Uint8Array | undefined;
  return {
    path,
    mode,
    get bytes() {
      read ??= readFileSync(from);
      return read;
    },
  };
}
