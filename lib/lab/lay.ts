import { S_IFDIR, S_IFIFO, S_IFMT } from '../abi/stat';
import type { Program, RootEntry } from '../emulator/machine';
import type { GuestFile, RunRequest } from './types';

const REGULAR = 0o644;
const PERMISSIONS = 0o7777;
/** What a program finds in its environment when the request says nothing. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' };

/** A request's program and files, as a machine takes them. */
export interface Prepared {
  program: Program;
  files: RootEntry[];
}

/** Lays a request's files out, with a program among them that is there already. */
export function lay(
  request: RunRequest,
  path: string,
  args: readonly string[],
  files: readonly GuestFile[],
): Prepared {
  const env = Object.entries(request.env ?? ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  return { program: { path, args, env }, files: files.map(entryOf) };
}

/** A file of the request as the machine's tree takes it; its contents are asked for when they are needed. */
function entryOf(file: GuestFile): RootEntry {
  const { path, link, mode = REGULAR, uid, gid, mtime } = file;
  const common = { path, uid, gid, mtime };
  if (link !== undefined) return { ...common, symlink: link };
  if ((mode & S_IFMT) === S_IFDIR) {
    const { entries } = file;
    const listed = entries && { entries: () => entries().map(entryOf) };
    return { ...common, directory: true, mode: mode & PERMISSIONS, ...listed };
  }
  if ((mode & S_IFMT) === S_IFIFO) return { ...common, fifo: true, mode: mode & PERMISSIONS };
  const { size: length, same, names } = file;
  return { ...common, source: () => file.bytes, length, same, names, mode: mode & PERMISSIONS };
}
