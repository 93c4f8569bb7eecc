import { S_IFDIR, S_IFMT } from '../abi/stat';
import type { Program, RootEntry } from '../emulator/machine';
import { assemble } from '../toolchain';
import type { Diagnostic, GuestFile, RunRequest } from './types';

const EXECUTABLE = 0o755;
const REGULAR = 0o644;
const PERMISSIONS = 0o7777;
/** What a program finds in its environment when the request says nothing. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' };

/** A request's program and files, as a machine takes them. */
export interface Prepared {
  program: Program;
  files: RootEntry[];
}

/** Assembles what has to be assembled and lays the program beside the request's files; or says why it cannot. */
export function prepare(request: RunRequest): Prepared | { diagnostics: Diagnostic[] } {
  const files = (request.files ?? []).map(entryOf);
  const env = Object.entries(request.env ?? ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const at = (path: string): Prepared => ({ program: { path, args: request.args ?? [path], env }, files });
  if ('path' in request.program) return at(request.program.path);
  let elf: Uint8Array;
  let name = 'program';
  if ('elf' in request.program) elf = request.program.elf;
  else {
    const { asm, name: file, defines } = request.program;
    const built = assemble(asm, { name: file, defines });
    if (!built.elf) return { diagnostics: built.diagnostics };
    elf = built.elf;
    name = file.replace(/\.[^.]*$/, '');
  }
  // The name that it is called by, so that the trace reads as a shell's would.
  name = (request.args?.[0] ?? name).replace(/^.*\//, '') || name;
  files.push({ path: `/${name}`, source: elf, mode: EXECUTABLE });
  return at(`./${name}`);
}

/** A file of the request as the machine's tree takes it; its contents are asked for when they are needed. */
function entryOf(file: GuestFile): RootEntry {
  const { path, link, mode = REGULAR } = file;
  if (link !== undefined) return { path, symlink: link };
  if ((mode & S_IFMT) === S_IFDIR) return { path, directory: true, mode: mode & PERMISSIONS };
  return { path, source: () => file.bytes, mode: mode & PERMISSIONS };
}
